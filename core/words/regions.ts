/**
 * Names of regions, by form: a list would refuse a region that a cloud opened yesterday. The forms do not overlap, so that a
 * region of another cloud is recognized.
 */
import { z } from 'zod';

import type { CloudName } from './clouds';

interface Form {
  readonly owner: string;
  readonly pattern: RegExp;
  readonly example: string;
  /** A zone's name, whose first group is its region. */
  readonly zone?: RegExp;
}

const FORMS: Readonly<Record<CloudName, Form>> = {
  aws: {
    owner: 'AWS',
    pattern: /^[a-z]+(-[a-z]+)+-\d+$/,
    example: 'eu-west-1',
    zone: /^([a-z]+(?:-[a-z]+)+-\d+)[a-z]$/,
  },
  google: {
    owner: 'Google Cloud',
    pattern: /^[a-z]+(-[a-z]+)+\d+$/,
    example: 'europe-west1',
    zone: /^([a-z]+(?:-[a-z]+)+\d+)-[a-z]$/,
  },
  azurerm: { owner: 'Azure', pattern: /^[a-z]+\d*[a-z]*$/, example: 'westeurope' },
};

/** A region of a cloud, by the cloud's own name. */
export const regionOn = (cloud: CloudName) =>
  z.string().regex(FORMS[cloud].pattern, { error: ({ input }) => describe(FORMS[cloud], String(input)) });

function describe({ owner, example, zone }: Form, given: string): string {
  const allowed = `must be a region of ${owner}, such as "${example}"`;
  const [, region] = zone?.exec(given) ?? [];
  if (region !== undefined) return `${allowed}: this is a zone, of "${region}"`;
  const other = Object.values(FORMS).find(({ pattern }) => pattern.test(given));
  return other ? `${allowed}: this has the form of a region of ${other.owner}` : allowed;
}
