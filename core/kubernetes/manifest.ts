/** Manifest: a Kubernetes object in Kubernetes' own form, from which everything inside a cluster is created. */

/** Any Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** A change to a Kubernetes object: a merge patch (RFC 7386), which replaces lists as a whole. */
export type ManifestPatch = Readonly<Record<string, unknown>>;

/** Labels that tools for Kubernetes know: kubernetes.io/docs/concepts/overview/working-with-objects/common-labels */
export const labelsOf = (name: string, system: string): Record<string, string> => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/part-of': system,
  'app.kubernetes.io/managed-by': 'terraform',
});
