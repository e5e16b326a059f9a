/** Downloads a file of the draw. `told` hears the bytes so far and, where the service says it, their number. */
export async function download(
  url: string,
  told: (received: number, total: number) => void = () => {},
): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the service answered ${response.status}`);
  const total = Number(response.headers.get('content-length') ?? 0);
  const chunks: Uint8Array[] = [];
  let received = 0;
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
    chunks.push(read.value);
    received += read.value.length;
    told(received, total);
  }
  return joined(chunks, received);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
