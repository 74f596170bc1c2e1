-- Whether a link opens earlier states of the data; the links made before do not.
alter table share_link add column sees_past boolean;
