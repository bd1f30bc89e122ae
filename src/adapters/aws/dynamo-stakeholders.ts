import type { FormerStakeholder, Stakeholder, Stakeholders } from '../../domain/stakeholder.ts';
import { stakeholderKey, stakeholderRange } from '../../domain/table-keys.ts';
import { type Attributes, type DynamoTable, getItem, ifNextGeneration, putItemIf, queryItems } from './dynamo-table.ts';

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
    // the entire item is replaced, so that no personal data remain when only the fact that a person left is written
    put: (stakeholder) =>
      putItemIf(table, stakeholderKey(stakeholder.id), { ...stakeholder }, ifNextGeneration(stakeholder.generation)),
  };
}

// Items are only written here, from these types, so they are read back without another check.
const toStakeholder = ({ PK: _pk, SK: _sk, ...stakeholder }: Attributes): Stakeholder | FormerStakeholder =>
  stakeholder as unknown as Stakeholder | FormerStakeholder;
