/** The fields of a generation, in the order a banker decides them. */
import { RangeSlider, SegmentedControl, SimpleGrid, Switch, TextInput } from '@mantine/core'
import { DemographicOverride, GeneratePortfolioRequest, loanTypes, riskGrades } from '@pratibimba/contract'
import { formatShare, riskColor } from '@pratibimba/reports/charts'
import { useChartTheme } from '../parts/chart-panel.tsx'
import { limitsOf } from '../parts/limits.ts'
import { NumberField } from '../parts/number-field.tsx'
import { Panel, PanelStack } from '../parts/panel.tsx'
import { RiskLetter } from '../parts/risk-letter.tsx'
import classes from './generation-fields.module.css'
import { evenGrades, evenLoans, type GenerationForm } from './generation-form.ts'
import { MixEditor } from './mix-editor.tsx'

const fields = GeneratePortfolioRequest.properties
const shifts = DemographicOverride.anyOf[1].properties

/** Where this form can show an error. */
export const formPointers = Object.keys(fields).map((name) => `/${name}`)

const loanNames: Record<(typeof loanTypes)[number], string> = {
  PERSONAL: 'Personal',
  AUTO: 'Auto',
  MORTGAGE: 'Mortgage',
  CREDIT_CARD: 'Credit card',
  SMALL_BUSINESS: 'Small business',
  STUDENT: 'Student',
}

interface GenerationFieldsProps {
  readonly form: GenerationForm
  readonly onChange: (form: GenerationForm) => void
  readonly errorAt: (pointer: string) => string | undefined
}

export function GenerationFields(props: GenerationFieldsProps) {
  return (
    <PanelStack>
      <SizeAndRisk {...props} />
      <Mixes {...props} />
      <HistoryAndGroup {...props} />
      <Reproduction {...props} />
    </PanelStack>
  )
}

function SizeAndRisk({ form, onChange, errorAt }: GenerationFieldsProps) {
  const pinned = form.grades !== undefined || form.dti !== undefined
  return (
    <Panel title="Size and risk">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing={16}>
        <NumberField
          label="Borrowers"
          schema={fields.num_borrowers}
          value={form.num_borrowers}
          onChange={(num_borrowers) => onChange({ ...form, num_borrowers })}
          error={errorAt('/num_borrowers')}
          step={1000}
        />
        <NumberField
          label="Target default rate"
          schema={fields.target_default_rate}
          percent
          step={0.5}
          value={form.target_default_rate}
          placeholder={pinned ? 'an outcome of the mix' : 'default of the server'}
          description="Reached to within one borrower. Left empty, it follows from the mix or range where one is set."
          onChange={(target_default_rate) => onChange({ ...form, target_default_rate })}
          error={errorAt('/target_default_rate')}
        />
        <NumberField
          label="Tolerance"
          schema={fields.default_rate_tolerance}
          percent
          step={0.1}
          value={form.default_rate_tolerance}
          onChange={(default_rate_tolerance) => onChange({ ...form, default_rate_tolerance })}
          error={errorAt('/default_rate_tolerance')}
        />
      </SimpleGrid>
    </Panel>
  )
}

function Mixes({ form, onChange, errorAt }: GenerationFieldsProps) {
  const theme = useChartTheme()
  return (
    <Panel title="Mix" description="What is not set follows the default of the generator.">
      <div className={classes.mixes}>
        <div className={classes.part}>
          <Switch
            label="Set the grade mix"
            description="Pins the share of each grade; the default rate then follows from it unless a target is set."
            checked={form.grades !== undefined}
            onChange={({ currentTarget }) =>
              onChange({ ...form, grades: currentTarget.checked ? evenGrades() : undefined })
            }
          />
          {form.grades ? (
            <MixEditor
              label="Risk grades"
              names={riskGrades}
              value={form.grades}
              onChange={(grades) => onChange({ ...form, grades })}
              face={(grade, ordinal) => <RiskLetter grade={grade} ordinal={ordinal} />}
              colorOf={(ordinal) => riskColor(theme, ordinal)}
              error={errorAt('/risk_grade_distribution')}
            />
          ) : (
            <p className={classes.error}>{errorAt('/risk_grade_distribution')}</p>
          )}
        </div>
        <div className={classes.part}>
          <Switch
            label="Set the loan mix"
            description="Pins the share of each loan type."
            checked={form.loans !== undefined}
            onChange={({ currentTarget }) =>
              onChange({ ...form, loans: currentTarget.checked ? evenLoans() : undefined })
            }
          />
          {form.loans && (
            <MixEditor
              label="Loan types"
              names={loanTypes}
              value={form.loans}
              onChange={(loans) => onChange({ ...form, loans })}
              face={(type) => <span className={classes.loan}>{loanNames[type]}</span>}
              colorOf={(ordinal) =>
                `color-mix(in srgb, var(--accent) ${100 - ordinal * 14}%, var(--surface))`
              }
              error={errorAt('/loan_type_distribution')}
            />
          )}
        </div>
        <div className={classes.part}>
          <Switch
            label="Limit debt-to-income"
            description="Only borrowers inside this range are drawn."
            checked={form.dti !== undefined}
            onChange={({ currentTarget }) =>
              onChange({ ...form, dti: currentTarget.checked ? [0.1, 0.5] : undefined })
            }
          />
          {form.dti && (
            <div className={classes.range}>
              <span>
                {formatShare(form.dti[0], 0)} to {formatShare(form.dti[1], 0)}
              </span>
              <RangeSlider
                value={form.dti}
                onChange={(dti) => onChange({ ...form, dti })}
                min={0}
                max={1}
                step={0.01}
                minRange={0.01}
                label={null}
                size="sm"
                thumbFromLabel="Lowest debt-to-income"
                thumbToLabel="Highest debt-to-income"
                marks={[0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: formatShare(value, 0) }))}
              />
            </div>
          )}
          {errorAt('/dti_range') && <p className={classes.error}>{errorAt('/dti_range')}</p>}
        </div>
      </div>
    </Panel>
  )
}

function HistoryAndGroup({ form, onChange, errorAt }: GenerationFieldsProps) {
  return (
    <Panel title="History and group">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={24} verticalSpacing={16}>
        <div className={classes.part}>
          <Switch
            label="Payment history"
            description={limitsOf(fields.include_payment_history).description}
            checked={form.history}
            onChange={({ currentTarget }) => onChange({ ...form, history: currentTarget.checked })}
            error={errorAt('/include_payment_history')}
          />
          {form.history && (
            <NumberField
              label="Months"
              schema={fields.history_months}
              value={form.history_months}
              onChange={(history_months) => onChange({ ...form, history_months })}
              error={errorAt('/history_months')}
            />
          )}
          <Switch
            label="Columns depend on each other"
            description="Off: the columns of borrowers are drawn independently, which no real portfolio is."
            checked={form.copulas}
            onChange={({ currentTarget }) => onChange({ ...form, copulas: currentTarget.checked })}
            error={errorAt('/use_copulas')}
          />
        </div>
        <div className={classes.part}>
          <TextInput
            label="Demographic group"
            description={limitsOf(DemographicOverride).description}
            placeholder="none"
            value={form.group}
            maxLength={64}
            onChange={({ currentTarget }) => onChange({ ...form, group: currentTarget.value })}
            error={errorAt('/demographic_override')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          {form.group.trim() !== '' && (
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={16}>
              <NumberField
                label="Score shift"
                schema={shifts.score_shift}
                step={0.1}
                value={form.score_shift}
                onChange={(score_shift) => onChange({ ...form, score_shift })}
              />
              <NumberField
                label="Income factor"
                schema={shifts.income_factor}
                step={0.1}
                value={form.income_factor}
                onChange={(income_factor) => onChange({ ...form, income_factor })}
              />
            </SimpleGrid>
          )}
        </div>
      </SimpleGrid>
    </Panel>
  )
}

function Reproduction({ form, onChange, errorAt }: GenerationFieldsProps) {
  return (
    <Panel title="Reproduction and files">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing={16} verticalSpacing={16}>
        <NumberField
          label="Seed"
          schema={fields.seed}
          placeholder="drawn by the server"
          value={form.seed}
          onChange={(seed) => onChange({ ...form, seed })}
          error={errorAt('/seed')}
        />
        <TextInput
          type="date"
          label="As-of date"
          description="Day the portfolio is seen at; fixed by default, never today."
          value={form.as_of_date}
          onChange={({ currentTarget }) => onChange({ ...form, as_of_date: currentTarget.value })}
          error={errorAt('/as_of_date')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <div className={classes.part}>
          <span className={classes.label}>File format</span>
          <SegmentedControl
            aria-label="File format"
            value={form.format}
            onChange={(format) => onChange({ ...form, format: format as GenerationForm['format'] })}
            data={[
              { value: 'csv', label: 'CSV' },
              { value: 'parquet', label: 'Parquet' },
            ]}
          />
        </div>
        <NumberField
          label="Privacy ε"
          schema={fields.privacy_epsilon}
          step={0.1}
          value={form.privacy_epsilon}
          onChange={(privacy_epsilon) => onChange({ ...form, privacy_epsilon })}
          error={errorAt('/privacy_epsilon')}
        />
        <NumberField
          label="k-anonymity"
          schema={fields.k_anonymity}
          value={form.k_anonymity}
          onChange={(k_anonymity) => onChange({ ...form, k_anonymity })}
          error={errorAt('/k_anonymity')}
        />
      </SimpleGrid>
    </Panel>
  )
}
