/** One call of every method of a client. A new method has no entry and does not compile. */
export type Calls<Client> = {
  readonly [
    Method in keyof Client as Client[Method] extends (...given: never[]) => unknown ? Method : never
  ]: (client: Client) => Promise<unknown>;
};
