import { describe, expect, it } from 'vitest'
import { curlOf, generateCommand, twinCommand } from '../../src/parts/commands.ts'

const oneLine = (text: string) => text.replaceAll(' \\\n  ', ' ')

describe('the same request in a shell', () => {
  it('writes the flags the command declares', () => {
    const command = generateCommand({
      num_borrowers: 5000,
      risk_grade_distribution: { A: 0.5, B: 0.5 },
      dti_range: [0.2, 0.3],
      use_copulas: false,
      include_payment_history: true,
      seed: 7,
    })
    expect(oneLine(command)).toBe(
      'pratibimba generate --borrowers 5000 --grades A=0.5,B=0.5 --dti-range 0.2,0.3 --no-copulas --seed 7 --history 24',
    )
  })

  it('quotes what a shell would take apart', () => {
    expect(oneLine(twinCommand("bank's loans.csv", { num_samples: 10, k_anonymity: 5 }))).toBe(
      "pratibimba twin 'bank'\\''s loans.csv' --rows 10 --k 5",
    )
    expect(oneLine(generateCommand({ demographic_override: { group: 'young', score_shift: -1 } }))).toBe(
      `pratibimba generate --demographic '{"group":"young","score_shift":-1}'`,
    )
  })

  it('names method, address and body for curl', () => {
    const curl = curlOf('generatePortfolio', { num_borrowers: 10 }, 'http://bank:8000')
    expect(curl).toContain('curl -X POST http://bank:8000/api/fintech/generate-portfolio')
    expect(curl).toContain('"num_borrowers": 10')
  })
})
