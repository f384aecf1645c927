/** Delays, consistency and fall of the salary. */
import { salaryDelayWeeks, salaryDropPct } from './signals/salary.ts'
import { weeklyFeatures } from './weekly-features.ts'

const notSalaried = 'No salary in the last 91 days, or too short a history to know the rhythm.'

export const salaryFeatures = [
  ...weeklyFeatures('salary', salaryDelayWeeks, notSalaried, [
    ['mean', 'increasing', 'Pay that keeps coming late leaves dues without cover.'],
    ['max', 'increasing', 'One long wait for pay is enough to empty an account.'],
    [
      'min',
      'increasing',
      'Where even the best week was late, the employer is in trouble or the job is gone.',
    ],
    ['std', 'free', 'Pay that comes now on time and now late is hard to plan with.'],
    ['trend', 'increasing', 'A wait that grows every week is the mark of income that has stopped.'],
    ['consec_high', 'increasing', 'Several weeks of waiting for pay use up what was put by.'],
  ]),
  ...weeklyFeatures('salary', salaryDropPct, notSalaried, [
    ['mean', 'increasing', 'A household on less pay than usual keeps its dues as they were.'],
    ['max', 'increasing', 'The deepest fall of pay shows how much income was at stake.'],
    ['min', 'increasing', 'Pay below the usual in every week is a lasting loss, not a bad month.'],
    ['std', 'free', 'Pay that swings makes a fixed instalment hard to carry.'],
    [
      'trend',
      'increasing',
      'Pay that shrinks further from week to week points to shorter hours or a lost job.',
    ],
    ['consec_high', 'increasing', 'Weeks on much lower pay in a row wear down any reserve.'],
  ]),
]
