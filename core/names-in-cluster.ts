/** Names of Kubernetes objects. */

/** Name of a construct's objects inside the cluster: `spywatcher-backend`. */
export const nameInCluster = ({ system }: { readonly system: string }, id: string): string => `${system}-${id}`;
