/** Addresses of the pages; what a page filters by stands in its address. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { readAuditSearch } from './audit/audit-search.ts'
import { readDecisionSearch } from './credit/decision/decision-search.ts'
import { readDecisionsSearch } from './credit/decisions/decisions-search.ts'
import { readExperimentSearch, readExperimentsSearch } from './credit/experiments/experiments-search.ts'
import { readGovernanceSearch } from './credit/governance/governance-search.ts'
import { readCreditModelSearch, readCreditModelsSearch } from './credit/models/credit-models-search.ts'
import { readPoliciesSearch } from './credit/policies/policies-search.ts'
import { readPolicySearch } from './credit/policies/policy-search.ts'
import { readReviewsSearch } from './credit/reviews/reviews-search.ts'
import { readJobsSearch } from './jobs/jobs-search.ts'
import { readPortfolioSearch } from './portfolios/portfolio-search.ts'
import { readPortfoliosSearch } from './portfolios/portfolios-search.ts'
import { BrokenPage, NotFoundPage } from './shell/dead-ends.tsx'
import { Shell } from './shell/shell.tsx'
import { readReviewSearch } from './twins/review-search.ts'
import { readUploadsSearch } from './uploads/uploads-search.ts'
import { readActionsSearch } from './warning/actions/actions-search.ts'
import { readCustomerSearch } from './warning/customers/customer-search.ts'
import { readCustomersSearch } from './warning/customers/customers-search.ts'
import { readDataSearch } from './warning/data/data-search.ts'
import { readFeaturesSearch } from './warning/features/features-search.ts'
import { readInterventionsSearch } from './warning/interventions/interventions-search.ts'
import { readModelsSearch } from './warning/models/models-search.ts'
import { readMonitorSearch } from './warning/monitor/monitor-search.ts'
import { readOverviewSearch } from './warning/overview/overview-search.ts'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/overview' })
  },
})

const portfolios = createRoute({
  getParentRoute: () => root,
  path: '/portfolios',
  validateSearch: readPortfoliosSearch,
  component: lazyRouteComponent(() => import('./portfolios/portfolios-page.tsx'), 'PortfoliosPage'),
})

const portfolio = createRoute({
  getParentRoute: () => root,
  path: '/portfolios/$portfolioId',
  validateSearch: readPortfolioSearch,
  component: lazyRouteComponent(() => import('./portfolios/portfolio-page.tsx'), 'PortfolioPage'),
})

const generate = createRoute({
  getParentRoute: () => root,
  path: '/generate',
  component: lazyRouteComponent(() => import('./generate/generate-page.tsx'), 'GeneratePage'),
})

const twin = createRoute({
  getParentRoute: () => root,
  path: '/twin',
  component: lazyRouteComponent(() => import('./twins/upload-page.tsx'), 'UploadPage'),
})

const uploads = createRoute({
  getParentRoute: () => root,
  path: '/uploads',
  validateSearch: readUploadsSearch,
  component: lazyRouteComponent(() => import('./uploads/uploads-page.tsx'), 'UploadsPage'),
})

const upload = createRoute({
  getParentRoute: () => root,
  path: '/uploads/$fileId',
  validateSearch: readReviewSearch,
  component: lazyRouteComponent(() => import('./twins/review-page.tsx'), 'ReviewPage'),
})

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  validateSearch: readJobsSearch,
  component: lazyRouteComponent(() => import('./jobs/jobs-page.tsx'), 'JobsPage'),
})

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
})

const overview = createRoute({
  getParentRoute: () => root,
  path: '/overview',
  validateSearch: readOverviewSearch,
  component: lazyRouteComponent(() => import('./warning/overview/overview-page.tsx'), 'OverviewPage'),
})

const actions = createRoute({
  getParentRoute: () => root,
  path: '/actions',
  validateSearch: readActionsSearch,
  component: lazyRouteComponent(() => import('./warning/actions/actions-page.tsx'), 'ActionsPage'),
})

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: readCustomersSearch,
  component: lazyRouteComponent(() => import('./warning/customers/customers-page.tsx'), 'CustomersPage'),
})

const monitor = createRoute({
  getParentRoute: () => root,
  path: '/monitor',
  validateSearch: readMonitorSearch,
  component: lazyRouteComponent(() => import('./warning/monitor/monitor-page.tsx'), 'MonitorPage'),
})

const models = createRoute({
  getParentRoute: () => root,
  path: '/models',
  validateSearch: readModelsSearch,
  component: lazyRouteComponent(() => import('./warning/models/models-page.tsx'), 'ModelsPage'),
})

const interventions = createRoute({
  getParentRoute: () => root,
  path: '/interventions',
  validateSearch: readInterventionsSearch,
  component: lazyRouteComponent(
    () => import('./warning/interventions/interventions-page.tsx'),
    'InterventionsPage',
  ),
})

const dataManagement = createRoute({
  getParentRoute: () => root,
  path: '/data',
  validateSearch: readDataSearch,
  component: lazyRouteComponent(() => import('./warning/data/data-page.tsx'), 'DataPage'),
})

const features = createRoute({
  getParentRoute: () => root,
  path: '/features',
  validateSearch: readFeaturesSearch,
  component: lazyRouteComponent(() => import('./warning/features/features-page.tsx'), 'FeaturesPage'),
})

const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  validateSearch: readCustomerSearch,
  component: lazyRouteComponent(() => import('./warning/customers/customer-page.tsx'), 'CustomerPage'),
})

const decisions = createRoute({
  getParentRoute: () => root,
  path: '/decisions',
  validateSearch: readDecisionsSearch,
  component: lazyRouteComponent(() => import('./credit/decisions/decisions-page.tsx'), 'DecisionsPage'),
})

const decision = createRoute({
  getParentRoute: () => root,
  path: '/decisions/$id',
  validateSearch: readDecisionSearch,
  component: lazyRouteComponent(() => import('./credit/decision/decision-page.tsx'), 'DecisionPage'),
})

const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  validateSearch: readReviewsSearch,
  component: lazyRouteComponent(() => import('./credit/reviews/reviews-page.tsx'), 'ReviewsPage'),
})

const policies = createRoute({
  getParentRoute: () => root,
  path: '/policies',
  validateSearch: readPoliciesSearch,
  component: lazyRouteComponent(() => import('./credit/policies/policies-page.tsx'), 'PoliciesPage'),
})

const policy = createRoute({
  getParentRoute: () => root,
  path: '/policies/$name/$version',
  validateSearch: readPolicySearch,
  component: lazyRouteComponent(() => import('./credit/policies/policy-page.tsx'), 'PolicyPage'),
})

const experiments = createRoute({
  getParentRoute: () => root,
  path: '/experiments',
  validateSearch: readExperimentsSearch,
  component: lazyRouteComponent(() => import('./credit/experiments/experiments-page.tsx'), 'ExperimentsPage'),
})

const experiment = createRoute({
  getParentRoute: () => root,
  path: '/experiments/$id',
  validateSearch: readExperimentSearch,
  component: lazyRouteComponent(() => import('./credit/experiments/experiment-page.tsx'), 'ExperimentPage'),
})

const creditModels = createRoute({
  getParentRoute: () => root,
  path: '/credit-models',
  validateSearch: readCreditModelsSearch,
  component: lazyRouteComponent(() => import('./credit/models/credit-models-page.tsx'), 'CreditModelsPage'),
})

const creditModel = createRoute({
  getParentRoute: () => root,
  path: '/credit-models/$version',
  validateSearch: readCreditModelSearch,
  component: lazyRouteComponent(() => import('./credit/models/credit-model-page.tsx'), 'CreditModelPage'),
})

const governance = createRoute({
  getParentRoute: () => root,
  path: '/governance',
  validateSearch: readGovernanceSearch,
  component: lazyRouteComponent(() => import('./credit/governance/governance-page.tsx'), 'GovernancePage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    overview,
    actions,
    customers,
    monitor,
    models,
    interventions,
    dataManagement,
    features,
    customer,
    decisions,
    decision,
    reviews,
    policies,
    policy,
    experiments,
    experiment,
    creditModels,
    creditModel,
    governance,
    portfolios,
    portfolio,
    generate,
    twin,
    uploads,
    upload,
    jobs,
    audit,
  ]),
  basepath: '/app',
  defaultErrorComponent: BrokenPage,
  defaultPreload: 'intent',
  scrollRestoration: true,
})

/** Fetches the code of pages that were not opened yet. One that cannot be had is fetched when it is opened. */
export async function loadEveryPage(): Promise<void> {
  await Promise.allSettled(Object.values(router.routesById).map((route) => router.loadRouteChunk(route)))
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
