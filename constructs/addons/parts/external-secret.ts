/** ExternalSecret: a Secret of the cluster out of the cloud's store, kept as it is there. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { SECRET_STORE } from '../external-secrets/external-secrets';

/** How long a value that was changed in the store may stay as it was. */
const REFRESH_INTERVAL = '1h';

export interface ExternalSecretProps {
  /** Its own, whose name the Secret gets too. */
  readonly metadata: Manifest['metadata'];
  /** Whether it stays as it first was, for what does not follow. @default false */
  readonly isFixed?: boolean;
  /** What becomes of the Secret, and how it is put together. @default - what was fetched, gone with this */
  readonly target?: object;
  /** Parts of what the store holds, one by one. @default - none */
  readonly data?: readonly object[];
  /** What the store holds, as a whole. @default - none */
  readonly dataFrom?: readonly object[];
}

export const externalSecret = ({ metadata, isFixed = false, target, ...fetched }: ExternalSecretProps): Manifest => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata,
  spec: {
    ...(isFixed ? { refreshPolicy: 'OnChange' } : { refreshInterval: REFRESH_INTERVAL }),
    secretStoreRef: { kind: 'ClusterSecretStore', name: SECRET_STORE },
    target: { name: metadata.name, ...target },
    ...fetched,
  },
});
