import type { FormerStakeholder, Stakeholder, Stakeholders } from '../../domain/stakeholder.ts';
import { stakeholderKey, stakeholderRange } from '../../domain/table-keys.ts';
import { type DynamoTable, getItem, ifNextGeneration, putItemIf, queryItems, toStored } from './dynamo-table.ts';

/** Stakeholders in DynamoDB. Access patterns 18 and 19 of domain/table-keys.ts. */
export function dynamoStakeholders(table: DynamoTable): Stakeholders {
  return {
    async all() {
      return (await queryItems(table, stakeholderRange())).map(toStored<Stakeholder | FormerStakeholder>);
    },
    async byId(id) {
      const item = await getItem(table, stakeholderKey(id));
      return item && toStored<Stakeholder | FormerStakeholder>(item);
    },
    // the entire item is replaced, so that no personal data remain when only the fact that a person left is written
    put: (stakeholder) =>
      putItemIf(table, stakeholderKey(stakeholder.id), { ...stakeholder }, ifNextGeneration(stakeholder.generation)),
  };
}
