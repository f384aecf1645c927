/** Says that the server does not answer, how old what is shown is, and looks for the server until it is back. */
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { client } from '../api/client.ts'
import { noteOutcome, useConnection } from '../api/connection.ts'
import classes from './connection-banner.module.css'

const everyMs = 2_000
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

export function ConnectionBanner() {
  const { lostAt } = useConnection()
  const queries = useQueryClient()
  useEffect(() => {
    if (lostAt === undefined) return
    const look = async () => {
      try {
        await client.health()
      } catch (error) {
        noteOutcome(error)
        return
      }
      noteOutcome()
      await queries.invalidateQueries()
    }
    const timer = setInterval(look, everyMs)
    return () => clearInterval(timer)
  }, [lostAt, queries])
  if (lostAt === undefined) return null
  return (
    <div className={classes.banner} role="status">
      <IconPlugConnectedX size={18} aria-hidden />
      <span>
        The server has not answered since {clock.format(lostAt)}. What you see is from before; the page goes
        on by itself when the server is back.
      </span>
    </div>
  )
}
