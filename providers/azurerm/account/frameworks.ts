/** What stands for each framework: one of Azure's sets of policies. */
import type { Framework } from '../../../constructs/account';
import { policySet } from './policy-assignment';

interface PolicySet {
  readonly id: string;
  readonly title: string;
}

const set = (id: string, title: string): PolicySet => ({ id: policySet(id), title });

/**
 * Sets that audit, and neither refuse nor change anything, in their versions of 2026-04. Left out: HITRUST/HIPAA (a169a624), which
 * refuses some networks and puts agents on machines, PCI DSS v4.0.1 (a06d5deb), which puts agents on machines too, and SOC 2 Type 2
 * (4054785f), which wants to be told the limits of every container.
 * https://github.com/Azure/azure-policy/tree/master/built-in-policies/policySetDefinitions/Regulatory%20Compliance
 */
export const POLICY_SETS: Readonly<Record<Framework, PolicySet>> = {
  // CIS_Azure_Foundations_v3.0.0.json
  cis: set('470a962c-86a0-433b-803a-3c176b5ce79c', 'CIS Azure Foundations v3.0.0'),
  // EU_GDPR_2016_679.json
  gdpr: set('7326812a-86a4-40c8-af7c-8945de9c4913', 'EU General Data Protection Regulation (GDPR) 2016/679'),
  // HITRUST_CSF_v11.3.json: HITRUST's framework holds the requirements of HIPAA.
  hipaa: set('e0d47b75-5d99-442a-9d60-07f2595ab095', 'HITRUST CSF v11.3'),
  // PCI_DSS_V4.0.json
  pci: set('c676748e-3af9-4e22-bc28-50feed564afb', 'PCI DSS v4'),
  // SOC_2023.json
  soc2: set('53ad89f5-8542-49e9-ba81-1cbd686e0d52', 'SOC 2023'),
};
