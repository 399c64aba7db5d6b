/** Conditions that evidence often needs. None of them holds of a value that is not there. */
import { isDeepStrictEqual } from 'node:util';

import { hostOf } from '../../constructs/dns-zone/domains';

/** Whether a list has all of these values. */
export const has =
  (...values: readonly unknown[]) =>
  (list: readonly unknown[] | null): boolean =>
    list !== null && values.every((value) => list.includes(value));

/** Whether a text contains all of these parts. */
export const contains =
  (...parts: readonly string[]) =>
  (text: string | null): boolean =>
    text !== null && parts.every((part) => text.includes(part));

/** Whether a dashboard, which is JSON in a ConfigMap, has panels of all these titles. */
export const shows =
  (...titles: readonly string[]) =>
  (json: string | null): boolean => {
    const { panels = [] } = JSON.parse(json ?? '{}') as { panels?: readonly { readonly title: string }[] };
    return json !== null && titles.every((title) => panels.some((panel) => panel.title === title));
  };

/**
 * Whether hosts are those of these names, and no others, in one of the domains that an environment has on its clouds; `@` is the
 * domain itself.
 */
export const hosts =
  (domains: Readonly<Record<string, string>>, ...names: readonly string[]) =>
  (list: readonly string[] | null): boolean =>
    list !== null &&
    Object.values(domains).some((domain) => {
      const expected = names.map((name) => hostOf(name, domain));
      return isDeepStrictEqual(new Set(list), new Set(expected));
    });
