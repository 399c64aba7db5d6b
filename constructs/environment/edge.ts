/** Whether anything stands between the internet and an environment, in a stack of its own. */
import type { Environment } from './schema';

export const hasEdge = ({ cdns, loadBalancer }: Pick<Environment, 'cdns' | 'loadBalancer'>): boolean =>
  loadBalancer !== undefined || Object.keys(cdns).length > 0;
