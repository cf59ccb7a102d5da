import type { FastifyReply } from 'fastify'

/** The QR reader is WebAssembly, which a policy must name; no other page may run it. */
export function letReadersRun(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy'))
  reply.header('content-security-policy', policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"))
}
