/** Regions of AWS that are not the environment's own. */

/**
 * Where services without a region of their own have their endpoint, and what they use of other services has to be:
 * docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
 */
export const GLOBAL_REGION = 'us-east-1';

/** `aws`, `aws-cn` or `aws-us-gov`: the second part of every ARN of a region. */
export const partitionOf = (region: string): string => {
  const beginning = /^(cn|us-gov)-/.exec(region)?.[1];
  return beginning === undefined ? 'aws' : `aws-${beginning}`;
};

/** Whether a region is in a partition that has no part of what is in `GLOBAL_REGION`. */
export const isInAnotherPartition = (region: string): boolean => partitionOf(region) !== partitionOf(GLOBAL_REGION);
