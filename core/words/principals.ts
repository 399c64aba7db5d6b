/** Principals: people, groups and machines that get rights, as each cloud writes them. */
import { z } from 'zod';

import type { CloudName } from './clouds';

interface Principal {
  readonly pattern: RegExp;
  /** What it has to be, after `must be`. */
  readonly form: string;
}

export const PRINCIPALS: Readonly<Record<CloudName, Principal>> = {
  aws: {
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
    form: 'an ARN of an IAM role or user (arn:aws:iam::<account>:role/<name>; for a session, its role)',
  },
  google: {
    pattern: /^((user|group|serviceAccount):[^@\s]+@[^@\s]+|domain:[^@\s]+|principal(Set)?:\/\/\S+)$/,
    form: 'an IAM member such as group:sre@example.com, user:… or serviceAccount:…',
  },
  azurerm: {
    pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    form: 'an object id in Entra, in lower case, such as 6f3c7a52-…',
  },
};

const principalOn = (cloud: CloudName) => {
  const { pattern, form } = PRINCIPALS[cloud];
  return z.string().regex(pattern, { error: `must be ${form}` });
};

/** Who runs Terraform on a cloud. */
export const operatorsOn = (cloud: CloudName) =>
  z.strictObject({
    /** Who plans and applies. They administer the cluster, and write keys and secrets. @default - none */
    apply: z.array(principalOn(cloud)).default([]),
    /** Who plans only. They read everything that Terraform reads, secrets too, and change nothing. @default - none */
    plan: z.array(principalOn(cloud)).default([]),
  });

export type Operators = z.output<ReturnType<typeof operatorsOn>>;
