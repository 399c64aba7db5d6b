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

/** A construct that makes Kubernetes objects of Terraform's, or of a chart's. */
export interface HasManifests {
  /** The objects as Kubernetes gets them. */
  readonly manifests: readonly Manifest[];
}

/** Objects that a construct itself makes; none for most. */
export const manifestsOf = (construct: object): readonly Manifest[] =>
  'manifests' in construct ? (construct as HasManifests).manifests : [];

/** A change to a Kubernetes object: a merge patch (RFC 7386), which replaces lists as a whole. */
export type ManifestPatch = Readonly<Record<string, unknown>>;

/** Labels that tools for Kubernetes know: kubernetes.io/docs/concepts/overview/working-with-objects/common-labels */
export const labelsOf = (name: string, system: string): Record<string, string> => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/part-of': system,
  'app.kubernetes.io/managed-by': 'terraform',
});
