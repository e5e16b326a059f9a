import { GraphError } from '../errors.js';

/** Subcodes of a refused creation or edit (page "Error codes", template creation). */
export const SUBCODE = {
  countLimit: 2_388_019,
  beingDeleted: 2_388_023,
  exists: 2_388_024,
  length: 2_388_040,
  missing: 2_388_043,
  header: 2_388_047,
  body: 2_388_072,
  footer: 2_388_073,
  ratio: 2_388_293,
  variableAtEdge: 2_388_299,
} as const;

/** A refused template: code 100, what is wrong in the subcode and in words for the user. */
export function templateProblem(subcode: number | undefined, title: string, explanation: string): GraphError {
  return new GraphError(100, {
    message: 'Invalid parameter',
    userTitle: title,
    userMessage: explanation,
    ...(subcode === undefined ? {} : { subcode }),
  });
}
