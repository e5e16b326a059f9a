export { Problem, Problems, statusTitle } from './problem.js';
export type { FieldError, ProblemBody, ProblemExtra } from './problem.js';
export { ProblemFilter } from './problem.filter.js';
export { strictValidation } from './validation.service.js';
