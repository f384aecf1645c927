/** The dashboard is built to static files under /app/, served by the server itself. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.PRATIBIMBA_SERVER ?? 'http://127.0.0.1:8000'

export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [react()],
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    // Fonts stay files: the content security policy of the server takes none inside style sheets.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(['/api', '/health', '/ready'].map((path) => [path, server])),
  },
})
