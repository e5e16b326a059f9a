/** Who does something that the two-person rule may ask about. */
export interface Actor {
  readonly userId: string;
  /** True if an API key acts for the user. A key is never the second person. */
  readonly viaKey: boolean;
}
