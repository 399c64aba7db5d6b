/** Acknowledgements: warnings that an environment accepts, by their codes. */
import type { Environment } from '../../constructs/environment/schema';
import type { Implementations } from '../../constructs/implementations';
import type { Acknowledged, Problem } from '../../core/rules/problem';
import { suggestion } from '../../core/rules/suggestion';
import type { Checked } from './check';
import { knownRules } from './codes';
import { placeOf } from './parse';
import type { Plan } from './resolve';

type Acknowledgements = Environment['acknowledgements'];

export interface AcknowledgedChecked extends Checked {
  readonly acknowledged: readonly Acknowledged[];
}

/** Removes acknowledged warnings; a code that cannot be acknowledged is a problem. */
export function acknowledge(
  { problems, warnings }: Checked,
  { environment, cloud }: Pick<Plan, 'environment' | 'cloud'>,
  made: Implementations,
): AcknowledgedChecked {
  const { acknowledgements } = environment;
  const at = { environment: placeOf(environment), cloud: cloud.name };
  return {
    problems: [
      ...wrongCodes(Object.keys(acknowledgements), made).map((problem) => ({ ...at, ...problem })),
      ...problems,
    ],
    ...accept(warnings, acknowledgements),
  };
}

/** Warnings, without those that are acknowledged. */
export function accept(
  warnings: readonly Problem[],
  acknowledgements: Acknowledgements,
): Pick<AcknowledgedChecked, 'warnings' | 'acknowledged'> {
  const reasonOf = ({ code }: Problem): string | undefined => acknowledgements[code];
  return {
    warnings: warnings.filter((warning) => reasonOf(warning) === undefined),
    acknowledged: warnings.flatMap((warning) => {
      const reason = reasonOf(warning);
      return reason === undefined ? [] : [{ ...warning, reason }];
    }),
  };
}

/** Refuses codes that do not exist or that are codes of errors. */
function wrongCodes(codes: readonly string[], made: Implementations): Omit<Problem, 'environment'>[] {
  if (codes.length === 0) return [];
  const rules = knownRules(made);
  const [warnings, errors] = (['warning', 'error'] as const).map((severity) =>
    rules.filter((rule) => rule.severity === severity).map(({ code }) => code),
  ) as [string[], string[]];
  return codes
    .filter((code) => !warnings.includes(code))
    .map((code) => ({
      path: `acknowledgements.${code}`,
      ...(errors.includes(code)
        ? { code: 'acknowledgements/error', message: 'is an error: only warnings can be acknowledged' }
        : { code: 'acknowledgements/unknown', message: `is the code of no warning${suggestion(code, warnings)}` }),
    }));
}

/** Warns of acknowledgements for warnings that no cloud reported. */
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
