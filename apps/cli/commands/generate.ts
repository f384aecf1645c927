/** `pratibimba generate`: a portfolio from scratch, into files or a database. */
import { openCompute } from '@pratibimba/adapters/workers'
import type { GeneratePortfolioRequest } from '@pratibimba/contract'
import { generatePortfolio, portfolioConfig } from '@pratibimba/risk/portfolios'
import type { Answer, Call, Handler } from '../command-line/handler.ts'
import { openOutput } from '../output/output.ts'
import { generateOnServer } from './generate-on-server.ts'
import { settingsFrom } from './generation-settings.ts'

export const generate: Handler = async (call) => {
  const request = settingsFrom(call.flags)
  if (call.server !== undefined) return generateOnServer(call, request as GeneratePortfolioRequest)
  return generateHere(call)
}
