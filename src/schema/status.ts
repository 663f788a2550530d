/** Since when a field must not or cannot be used any more. */
export interface FieldStatus {
  readonly state: 'deprecated' | 'removed';
  readonly since: string;
}

/** Reads `deprecated 1.24`. */
export function fieldStatus(text: string | undefined): FieldStatus | undefined {
  const match = /^(deprecated|removed) (\d+\.\d+)$/.exec(text ?? '');
  if (match?.[2] === undefined) return undefined;
  return { state: match[1] === 'removed' ? 'removed' : 'deprecated', since: match[2] };
}
