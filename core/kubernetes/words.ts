/** Kubernetes' own formats, as schemas: quantities, labels, patches. */
import { z } from 'zod';

import { isPlain } from '../patch';
import type { ManifestPatch } from './manifest';

/** CPU as Kubernetes writes it. */
export const cpu = z.string().regex(/^(\d+m|\d+(\.\d{1,3})?)$/, {
  error: 'must be CPU as Kubernetes writes it: "500m" or "2"',
});

/** Memory or disk as Kubernetes writes it. */
export const bytes = z.string().regex(/^\d+(Ki|Mi|Gi|Ti)$/, {
  error: 'must be bytes as Kubernetes writes them: "512Mi" or "2Gi"',
});

const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Whether Kubernetes accepts a label; taints have the same limits. */
export const isLabel = (key: string, value: string): boolean => LABEL_KEY.test(key) && LABEL_VALUE.test(value);

export const labels = z.record(
  z.string().regex(LABEL_KEY, {
    error: 'must be a label key: at most 63 letters, digits, - _ ., after an optional domain and /',
  }),
  z.string().regex(LABEL_VALUE, { error: 'must be at most 63 letters, digits, - _ .' }),
);

/** Patches of the Kubernetes objects that a construct creates, by the keys that its page lists. */
export const objectOverrides = z.record(
  z.string(),
  z.custom<ManifestPatch>(isPlain, { error: 'must be an object: a part of the manifest' }),
);

const UNITS: Readonly<Record<string, number>> = { m: 1e-3, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, '': 1 };

/** A quantity as a number: `500m` is 0.5, `1Ki` is 1024. */
export function amount(quantity: string): number {
  const [, digits, unit = ''] = /^([\d.]+)(.*)$/.exec(quantity) ?? [];
  return Number(digits) * (UNITS[unit] ?? NaN);
}

/** Bytes as Kubernetes writes them, in the largest unit of which they are a whole number. */
export function bytesText(number: number): string {
  const unit = (['Ti', 'Gi', 'Mi'] as const).find((name) => number % amount(`1${name}`) === 0) ?? 'Ki';
  return `${Math.ceil(number / amount(`1${unit}`))}${unit}`;
}

/** Resources by the names that Kubernetes gives them. `disk` is the node's: logs, files of containers, directories that end with the pod. */
export const resourceList = <T extends { readonly disk?: string | undefined }>({ disk, ...others }: T) => ({
  ...others,
  ...(disk !== undefined && { 'ephemeral-storage': disk }),
});

/** The namespace that Kubernetes creates itself. */
export const KUBE_SYSTEM = 'kube-system';

/** The storage class of every volume. */
export const STORAGE_CLASS = 'encrypted';
