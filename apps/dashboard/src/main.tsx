/** Start of the dashboard. */
import './layers.css'
import '@fontsource-variable/inter'
import '@mantine/core/styles.layer.css'
import '@mantine/dropzone/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './global.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client.ts'
import { loadEveryPage, router } from './router.tsx'
import { loadLaterParts } from './shell/later-parts.ts'
import { whenQuiet } from './shell/when-quiet.ts'
import { cssVariables, theme } from './theme.ts'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)

// Pages are there when they are asked for, also when the server is not.
window.addEventListener(
  'load',
  async () => {
    await whenQuiet(queryClient)
    await Promise.all([loadEveryPage(), loadLaterParts()])
  },
  { once: true },
)
