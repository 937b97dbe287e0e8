-- A ROR id is its nine characters, as projects keep it: judges and their ties had it as an address, and the two never met.
-- Kind: data. Lock: the rows that have one. Undo: none needed; both forms are compared.
update judge set ror = regexp_replace(lower(ror), '^https?://ror[.]org/', '') where ror like '%ror.org/%';
update judge_tie set ror = regexp_replace(lower(ror), '^https?://ror[.]org/', '') where ror like '%ror.org/%';
