/** Says of a customer that they are in the control group. */
import { IconEyeOff } from '@tabler/icons-react'
import classes from './held-out.module.css'

export function HeldOut() {
  return (
    <span
      className={classes.mark}
      title="In the control group: not to be contacted, so that the effect can be measured"
    >
      <IconEyeOff size={14} stroke={1.75} aria-hidden />
      Held out, do not contact
    </span>
  )
}
