/** The fields of a generation, in the order a banker decides them. */
import { RangeSlider, SegmentedControl, SimpleGrid, Switch, TextInput } from '@mantine/core'
import { DemographicOverride, GeneratePortfolioRequest, loanTypes, riskGrades } from '@pratibimba/contract'
import { formatShare, riskColor } from '@pratibimba/reports/charts'
import { useChartTheme } from '../parts/chart-panel.tsx'
import type { FieldLabels } from '../parts/field-errors.ts'
import { NumberField } from '../parts/number-field.tsx'
import { Panel, PanelStack } from '../parts/panel.tsx'
import { RiskLetter } from '../parts/risk-letter.tsx'
import classes from './generation-fields.module.css'
import { evenGrades, evenLoans, type GenerationForm, usualDefaultRate } from './generation-form.ts'
import { MixEditor } from './mix-editor.tsx'

const fields = GeneratePortfolioRequest.properties
const shifts = DemographicOverride.anyOf[1].properties

/** What the fields are called here, and so where an error can be shown. */
export const fieldLabels = {
  '/num_borrowers': 'Borrowers',
  '/target_default_rate': 'Target default rate',
  '/default_rate_tolerance': 'Tolerance',
  '/risk_grade_distribution': 'Grade mix',
  '/loan_type_distribution': 'Loan mix',
  '/dti_range': 'Debt-to-income range',
  '/include_payment_history': 'Payment history',
  '/history_months': 'Months',
  '/use_copulas': 'Dependence',
  '/demographic_override': 'Demographic group',
  '/demographic_override/score_shift': 'Score shift',
  '/demographic_override/income_factor': 'Income factor',
  '/seed': 'Seed',
  '/as_of_date': 'As-of date',
  '/format': 'File format',
  '/privacy_epsilon': 'Privacy budget ε',
  '/k_anonymity': 'k-anonymity',
} as const satisfies FieldLabels

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
          label={fieldLabels['/num_borrowers']}
          schema={fields.num_borrowers}
          description="The command line makes more."
          value={form.num_borrowers}
          onChange={(num_borrowers) => onChange({ ...form, num_borrowers })}
          error={errorAt('/num_borrowers')}
          step={1000}
        />
        <NumberField
          label={fieldLabels['/target_default_rate']}
          schema={fields.target_default_rate}
          percent
          step={0.5}
          value={form.target_default_rate}
          placeholder={pinned ? 'follows from the mix' : formatShare(usualDefaultRate, 0)}
          description={
            pinned
              ? 'Met to within one borrower. Leave it empty and it follows from the mix below.'
              : 'Met to within one borrower.'
          }
          onChange={(target_default_rate) => onChange({ ...form, target_default_rate })}
          error={errorAt('/target_default_rate')}
        />
        <NumberField
          label={fieldLabels['/default_rate_tolerance']}
          schema={fields.default_rate_tolerance}
          percent
          step={0.1}
          description="How far the rate may miss its target before the run is refused."
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
    <Panel title="Mix" description="Leave a mix off to take the usual one.">
      <div className={classes.mixes}>
        <div className={classes.mix}>
          <Switch
            label="Set the grade mix"
            description="The default rate then follows from the grades, unless you set a target."
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
        <div className={classes.mix}>
          <Switch
            label="Set the loan mix"
            description="The share of each loan type."
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
        <div className={classes.mix}>
          <Switch
            label="Limit debt-to-income"
            description="Only borrowers within the range."
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
            label={fieldLabels['/include_payment_history']}
            description="A row per loan and month: what was due, what was paid, days past due."
            checked={form.history}
            onChange={({ currentTarget }) => onChange({ ...form, history: currentTarget.checked })}
            error={errorAt('/include_payment_history')}
          />
          {form.history && (
            <NumberField
              label={fieldLabels['/history_months']}
              schema={fields.history_months}
              description=""
              value={form.history_months}
              onChange={(history_months) => onChange({ ...form, history_months })}
              error={errorAt('/history_months')}
            />
          )}
          <Switch
            label="Columns depend on each other"
            description="As in real portfolios: a high score goes with high income and low debt. Off draws each column alone."
            checked={form.copulas}
            onChange={({ currentTarget }) => onChange({ ...form, copulas: currentTarget.checked })}
            error={errorAt('/use_copulas')}
          />
        </div>
        <div className={classes.part}>
          <TextInput
            label={fieldLabels['/demographic_override']}
            description="Marks every borrower with this group, for tests of fair treatment. You can then shift its scores and incomes."
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
                label={fieldLabels['/demographic_override/score_shift']}
                description="In standard deviations; below 0 lowers scores."
                schema={shifts.score_shift}
                step={0.1}
                error={errorAt('/demographic_override/score_shift')}
                value={form.score_shift}
                onChange={(score_shift) => onChange({ ...form, score_shift })}
              />
              <NumberField
                label={fieldLabels['/demographic_override/income_factor']}
                description="Multiplies every income; 0.8 is a fifth less."
                schema={shifts.income_factor}
                step={0.1}
                error={errorAt('/demographic_override/income_factor')}
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
          label={fieldLabels['/seed']}
          schema={fields.seed}
          placeholder="chosen for you"
          description="The same seed and settings give the same files, byte for byte."
          value={form.seed}
          onChange={(seed) => onChange({ ...form, seed })}
          error={errorAt('/seed')}
        />
        <TextInput
          type="date"
          label={fieldLabels['/as_of_date']}
          description="The day the portfolio is seen at. Empty means a fixed day, never today."
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
          label={fieldLabels['/privacy_epsilon']}
          schema={fields.privacy_epsilon}
          step={0.1}
          description="Only recorded: no person's data goes in, so none is spent."
          value={form.privacy_epsilon}
          onChange={(privacy_epsilon) => onChange({ ...form, privacy_epsilon })}
          error={errorAt('/privacy_epsilon')}
        />
        <NumberField
          label={fieldLabels['/k_anonymity']}
          schema={fields.k_anonymity}
          description="Only recorded: the borrowers are nobody, so none needs hiding."
          value={form.k_anonymity}
          onChange={(k_anonymity) => onChange({ ...form, k_anonymity })}
          error={errorAt('/k_anonymity')}
        />
      </SimpleGrid>
    </Panel>
  )
}
