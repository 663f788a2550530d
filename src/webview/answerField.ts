/** How the page asks whatever stands in for an answer field. */
export interface AnswerField {
  /** The answer as the host takes it: fields by line, steps by number; empty where nothing was done. */
  readonly text: () => string;
  readonly focus: () => void;
}
