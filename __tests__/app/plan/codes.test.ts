/** Codes of rules: one form, and one meaning each. */
import { knownRules } from '../../../app/plan/codes';
import { CLOUD_NAMES } from '../../../core/words/clouds';
import { providers } from '../../../providers';
import { errorRows } from '../../../scripts/docs/errors';

const rules = knownRules(providers);

it('are kebab case: <construct>/<name>', () => {
  const form = /^[a-z0-9-]+\/[a-z0-9]+(-[a-z0-9]+)*$/;
  expect(rules.map(({ code }) => code).filter((code) => !form.test(code))).toEqual([]);
});

/** Rules that one function creates for several properties count as one. */
const sharedOn = (cloud: string): string[] => {
  const meanings = new Map<string, Set<string>>();
  for (const { code, says } of rules.filter((one) => one.cloud === undefined || one.cloud === cloud))
    meanings.set(code, (meanings.get(code) ?? new Set()).add(says.toString()));
  return [...meanings].filter(([, all]) => all.size > 1).map(([code]) => code);
};

it.each(CLOUD_NAMES)('mean one rule each on %s', (cloud) => {
  expect(sharedOn(cloud)).toEqual([]);
});

it('have a message on the page of errors', () => {
  expect(errorRows().filter(({ messages }) => messages.length === 0)).toEqual([]);
});
