import type { FormerStakeholder, Stakeholder, Stakeholders } from '../../domain/stakeholder.ts';
import { stakeholderKey, stakeholderRange } from '../../domain/table-keys.ts';
import {
  type Attributes,
  type DynamoTable,
  getItem,
  ifOneGenerationOn,
  putItemIf,
  queryItems,
} from './dynamo-table.ts';

/** Stakeholders in DynamoDB. Access patterns 18 and 19 of domain/table-keys.ts. */
export function dynamoStakeholders(table: DynamoTable): Stakeholders {
  return {
    async all() {
      return (await queryItems(table, stakeholderRange())).map(toStakeholder);
    },
    async byId(id) {
      const item = await getItem(table, stakeholderKey(id));
      return item ? toStakeholder(item) : null;
    },
    // a whole item replaces a whole item: nothing of a person stays behind when only that they left is written
    put: (stakeholder) =>
      putItemIf(table, stakeholderKey(stakeholder.id), { ...stakeholder }, ifOneGenerationOn(stakeholder.generation)),
  };
}

// Items are written from these very types by this file alone, so they are read back without another check.
const toStakeholder = ({ PK: _pk, SK: _sk, ...stakeholder }: Attributes): Stakeholder | FormerStakeholder =>
  stakeholder as unknown as Stakeholder | FormerStakeholder;
