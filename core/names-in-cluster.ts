/** Names of Kubernetes objects. */

/** What a construct of the environment is called inside the cluster: `spywatcher-backend`. */
export const nameInCluster = ({ system }: { readonly system: string }, id: string): string => `${system}-${id}`;
