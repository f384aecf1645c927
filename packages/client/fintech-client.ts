/** The client under the names users of the platform know. */
import type {
  ClonePortfolioRequest,
  GeneratePortfolioReply,
  GeneratePortfolioRequest,
  Portfolio,
  PortfolioSummary,
  SchemaCorrections,
  TwinComparison,
  Upload,
  UploadReply,
} from '@pratibimba/contract'
import { createClient } from './client.ts'
import type { Client, ClientSettings, NamedFile } from './types.ts'

export class FintechClient {
  /** Every operation of the API, for what has no method here. */
  readonly operations: Client

  constructor(settings: ClientSettings) {
    this.operations = createClient(settings)
  }

  /** Generates a portfolio and waits until it is finished. */
  async generatePortfolio(request: GeneratePortfolioRequest): Promise<GeneratePortfolioReply> {
    const reply = await this.operations.generatePortfolio({ body: request })
    if (reply.job_id === null) return reply
    const portfolio = await this.waitFor(reply.portfolio_id, reply.job_id)
    return {
      ...reply,
      status: 'completed',
      num_borrowers: portfolio.num_borrowers,
      num_loans: portfolio.num_loans,
      achieved_default_rate: portfolio.achieved_default_rate,
      download_urls: portfolio.download_urls,
    }
  }

  uploadData(files: readonly (File | NamedFile)[]): Promise<UploadReply> {
    return this.operations.uploadData({ files })
  }

  getUpload(fileId: string): Promise<Upload> {
    return this.operations.getUpload({ params: { file_id: fileId } })
  }

  correctSchema(fileId: string, corrections: SchemaCorrections): Promise<Upload> {
    return this.operations.correctSchema({ params: { file_id: fileId }, body: corrections })
  }

  /** Removes the original data; twins and audit entries stay. */
  async deleteUpload(fileId: string): Promise<void> {
    await this.operations.deleteUpload({ params: { file_id: fileId } })
  }

  /** Starts a twin and waits until it is finished. */
  async clonePortfolio(request: ClonePortfolioRequest): Promise<Portfolio> {
    const { portfolio_id, job_id } = await this.operations.clonePortfolio({ body: request })
    return this.waitFor(portfolio_id, job_id)
  }

  getPortfolio(portfolioId: string): Promise<Portfolio> {
    return this.operations.getPortfolio({ params: { portfolio_id: portfolioId } })
  }

  summarizePortfolio(portfolioId: string): Promise<PortfolioSummary> {
    return this.operations.summarizePortfolio({ params: { portfolio_id: portfolioId } })
  }

  getComparison(portfolioId: string): Promise<TwinComparison> {
    return this.operations.compareTwin({ params: { portfolio_id: portfolioId } })
  }

  /** The bytes of one file of a portfolio, streamed. */
  download(portfolioId: string, filename: string): Promise<Response> {
    return this.operations.downloadFile({ params: { portfolio_id: portfolioId, filename } })
  }

  private async waitFor(portfolioId: string, jobId: string): Promise<Portfolio> {
    await this.operations.watchJob({ params: { job_id: jobId } }, () => undefined)
    const portfolio = await this.getPortfolio(portfolioId)
    if (portfolio.status !== 'COMPLETED')
      throw new Error(
        `${portfolioId} is ${portfolio.status}: ${portfolio.failure?.detail ?? 'no reason recorded'}`,
      )
    return portfolio
  }
}
