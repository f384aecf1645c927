/** A fetch that tells how many bytes have left, which fetch itself does not. */

/**
 * @param onProgress share of the body that was sent, 0–1
 * @returns a function that takes the place of fetch for one upload
 */
export function uploadingFetch(onProgress: (share: number) => void): typeof globalThis.fetch {
  return (address, init = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open(init.method ?? 'GET', String(address))
      for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value)
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
      request.onload = () =>
        resolve(
          new Response(request.responseText, {
            status: request.status,
            statusText: request.statusText,
            headers: headersOf(request),
          }),
        )
      request.onerror = () => reject(new TypeError('The connection broke during the upload.'))
      request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'))
      init.signal?.addEventListener('abort', () => request.abort())
      request.send(init.body as XMLHttpRequestBodyInit)
    })
}

function headersOf(request: XMLHttpRequest): Headers {
  const headers = new Headers()
  for (const line of request.getAllResponseHeaders().trim().split('\r\n')) {
    const split = line.indexOf(':')
    if (split > 0) headers.append(line.slice(0, split), line.slice(split + 1).trim())
  }
  return headers
}
