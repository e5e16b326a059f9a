/** The organiser's side: REST with an API key. */
export class Api {
  constructor(
    private readonly origin: string,
    private readonly key: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  /** Repeats a GET until the answer fits; @throws after 30 s */
  async until<T>(path: string, fits: (answer: T) => boolean): Promise<T> {
    for (const end = Date.now() + 30_000; Date.now() < end;) {
      const answer = await this.get<T>(path);
      if (fits(answer)) return answer;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`GET ${path} did not come to what the story expects`);
  }

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}
