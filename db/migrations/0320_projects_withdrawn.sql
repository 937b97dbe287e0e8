-- What is left of a withdrawn project is its field and when: how far it was and where it came from go, too.
-- Kind: data. Lock: the rows of withdrawn projects. Undo: none; it was promised to be gone.
update project set maturity = null, country = null
where state = 'withdrawn' and (maturity is not null or country is not null);
