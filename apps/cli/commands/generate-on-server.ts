/** `pratibimba generate --server`: the server makes the portfolio, this process fetches its files. */
import { FintechClient } from '@pratibimba/client'
import type { GeneratePortfolioRequest, GenerationSettings } from '@pratibimba/contract'
import type { Answer, Call } from '../command-line/handler.ts'
import { fetchFiles } from '../output/fetch-files.ts'
import { describeFiles, number, percent } from '../output/wording.ts'

export async function generateOnServer(
  call: Call,
  server: string,
  settings: GenerationSettings,
): Promise<Answer> {
  const client = new FintechClient({ baseUrl: server })
  call.reporter.progress(0, 'generating on the server')
  const reply = await client.generatePortfolio(settings as GeneratePortfolioRequest)
  const out = (call.flags.out as string | undefined) ?? reply.portfolio_id
  const { files } = await client.getPortfolio(reply.portfolio_id)
  const written = await fetchFiles(client, reply.portfolio_id, files, out, call)
  return {
    json: { ...reply, out, files: written },
    lines: [
      `${reply.portfolio_id}: ${number(reply.num_borrowers)} borrowers, default rate ${percent(reply.achieved_default_rate ?? 0)}`,
      ...describeFiles(written),
    ],
  }
}
