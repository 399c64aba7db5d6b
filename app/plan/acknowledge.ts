/** Acknowledgements: warnings that an environment accepts, by their codes. */
import type { Environment } from '../../constructs/environment/schema';
import type { Acknowledged, Problem } from '../../core/rules/problem';
import { suggestion } from '../../core/rules/suggestion';
import type { KnownRule } from './codes';
import type { Checked } from './check';

type Acknowledgements = Environment['acknowledgements'];

/** Codes that nothing has, or that errors have. */
export function acknowledgementProblems(
  acknowledgements: Acknowledgements,
  at: Pick<Problem, 'environment' | 'cloud'>,
  known: () => readonly KnownRule[],
): Problem[] {
  const codes = Object.keys(acknowledgements);
  if (codes.length === 0) return [];
  const of = (severity: KnownRule['severity']) =>
    known().flatMap((rule) => (rule.severity === severity ? [rule.code] : []));
  const [warnings, errors] = [of('warning'), of('error')];
  return codes
    .filter((code) => !warnings.includes(code))
    .map((code) => {
      const path = `acknowledgements.${code}`;
      return errors.includes(code)
        ? { ...at, path, code: 'acknowledgements/error', message: 'is an error: only warnings can be acknowledged' }
        : {
            ...at,
            path,
            code: 'acknowledgements/unknown',
            message: `is the code of no warning${suggestion(code, warnings)}`,
          };
    });
}

/** Takes what is acknowledged out of the warnings. */
export function acknowledge({ problems, warnings }: Checked, acknowledgements: Acknowledgements): AcknowledgedChecked {
  const isOpen = ({ code }: Problem): boolean => acknowledgements[code] === undefined;
  return {
    problems,
    warnings: warnings.filter(isOpen),
    acknowledged: warnings
      .filter((warning) => !isOpen(warning))
      .map((warning) => ({ ...warning, reason: acknowledgements[warning.code]! })),
  };
}

export interface AcknowledgedChecked extends Checked {
  readonly acknowledged: readonly Acknowledged[];
}

/** Acknowledgements of warnings that no cloud gave. */
export function unneeded(
  environment: string,
  given: readonly Acknowledgements[],
  acknowledged: readonly Problem[],
): Problem[] {
  const codes = [...new Set(given.flatMap((one) => Object.keys(one)))];
  return codes
    .filter((code) => !acknowledged.some((warning) => warning.code === code))
    .map((code) => ({
      environment,
      path: `acknowledgements.${code}`,
      code: 'acknowledgements/unneeded',
      message: 'is not needed: there is no such warning',
    }));
}
