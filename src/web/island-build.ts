/**
 * Builds the islands, in a thread of its own: Vite sets NODE_ENV of the process that it runs
 * in, and a server that built must not differ from one that found everything built.
 *
 * Gets `{ root, sources }` as workerData and posts one IslandBuild; what fails ends the
 * thread with that error.
 */
import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { build, type Rolldown } from 'vite'
import { pack } from './assets.ts'

/** What a build made, before anything of it is written. */
export interface IslandBuild {
  /** File name with its content's hash -> content, packed here because that takes a while. */
  files: Record<string, { plain: Uint8Array; gzip: Uint8Array; brotli: Uint8Array }>
  /** Island -> its own module, and the modules that it imports. */
  islands: Record<string, { script: string; shared: string[] }>
}

/** Every browser that keeps itself up to date has had this much since the spring of 2021. */
const target = ['chrome87', 'edge88', 'firefox85', 'safari14', 'ios14']

/** "src/visits/islands/counter.island.tsx" -> "counter" */
const nameOf = (source: string): string => basename(source).replace(/\.island\.tsx?$/, '')

async function buildIslands(root: string, sources: readonly string[]): Promise<IslandBuild> {
  const built = await build({
    root,
    base: '/assets/',
    mode: 'production',
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'silent',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target,
      sourcemap: false,
      modulePreload: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: {
        input: Object.fromEntries(sources.map((source) => [nameOf(source), source])),
        output: {
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
          // Few files rather than small ones: on 3G each more costs a trip.
          codeSplitting: {
            groups: [
              { name: 'preact', test: /[\\/]node_modules[\\/]preact[\\/]/ },
              { name: 'kit', test: /[\\/]src[\\/]web[\\/](?!.*\.island\.)/, minShareCount: 2 },
            ],
          },
        },
      },
    },
  })
  const { output } = built as Rolldown.RolldownOutput
  const files = output.map((one) => [one.fileName, pack(bytesOf(one))])
  return { files: Object.fromEntries(files), islands: islandsOf(output) }
}

function bytesOf(one: Rolldown.OutputChunk | Rolldown.OutputAsset): Buffer {
  const content = one.type === 'chunk' ? one.code : one.source
  if (typeof content === 'string') return Buffer.from(content)
  return Buffer.from(content.buffer, content.byteOffset, content.length)
}

function islandsOf(output: Rolldown.RolldownOutput['output']): IslandBuild['islands'] {
  const chunks = output.filter((one) => one.type === 'chunk')
  const importsOf = new Map(chunks.map((one) => [one.fileName, one.imports]))
  return Object.fromEntries(
    chunks
      .filter((one) => one.isEntry)
      .map((one) => {
        const shared = new Set(one.imports)
        for (const file of shared) for (const next of importsOf.get(file) ?? []) shared.add(next)
        return [one.name, { script: one.fileName, shared: [...shared] }]
      }),
  )
}

const { root, sources } = workerData as { root: string; sources: string[] }
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort!.postMessage(await buildIslands(root, sources))
