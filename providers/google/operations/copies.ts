import type { Arguments, Resource, Resources } from '../../../core/rights/resources';

/** The bucket into which a transfer copies another one, as it changes. */
export function copyBy({ values }: Resource, resources: Resources): Resource | undefined {
  const { gcs_data_sink: sink } = (values['replication_spec'] ?? {}) as { readonly gcs_data_sink?: Arguments };
  return resources.at(sink?.['bucket_name']);
}
