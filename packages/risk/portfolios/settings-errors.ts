/** What a portfolio cannot be made of: settings out of range, and targets no calibration reaches. */

export interface SettingError {
  /** JSON pointer to the field as it is called on the wire, such as `/dti_range/1`. */
  readonly field: string
  /** What is wrong, the allowed range and the fix. */
  readonly detail: string
}

/** Settings that are unknown, of the wrong type or out of range; every fault is listed. */
export class InvalidSettings extends Error {
  readonly errors: readonly SettingError[]
  constructor(errors: readonly SettingError[]) {
    super(errors.map(({ field, detail }) => `${field.slice(1)}: ${detail}`).join(' '))
    this.name = 'InvalidSettings'
    this.errors = errors
  }
}

/** A default rate that lies outside what the mix and the PD ranges of the grades allow. */
export class UnreachableTarget extends Error {
  readonly target: number
  /** Lowest and highest default rate these settings can have. */
  readonly reachable: readonly [number, number]
  constructor(target: number, reachable: readonly [number, number]) {
    const [low, high] = [Math.ceil(reachable[0] * 1e4) / 1e4, Math.floor(reachable[1] * 1e4) / 1e4]
    super(
      `target_default_rate ${target} cannot be reached with these settings: ` +
        `the reachable interval is ${low} to ${high}. Choose a target inside it, or change risk_grade_distribution.`,
    )
    this.name = 'UnreachableTarget'
    this.target = target
    this.reachable = [low, high]
  }
}
