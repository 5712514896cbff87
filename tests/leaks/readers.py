"""Who may read each mark: what the design says, not what the code does. A mark without its row fails.

Columns: the readers whose pages may show it before the transmission, those after it, and the other places where it may
stand. `-` is nobody, nowhere. `=` repeats the column before. Whoever is named must have read it at least once, in one
phase or the other: a mark that nobody finds where it belongs would prove nothing.

Readers: `cw` the référente, `col` her colleague, `ocw` the référente of another association, `am` her association's
manager, `ag` and `bm` the landlord's agent and manager, `oag` another landlord's agent, `fed` the federation, `coo`
coordinator, `par` partner, `sup` a superuser without membership, `vis` a visitor; `api` and `oapi` the software of the
landlord and of the other one.

Places: `mail` the messages, `statements` PostgreSQL's log, `dump` and `vault` what pg_dump writes of each database,
`valkey`, `sessions` the decoded sessions, `files` the names and contents of stored files, `header` the headers of
answers, `address` what is asked for (`:cw` by her browser alone), `log` the application's, `task` the arguments of
tasks.

`kept_away` is the name of a landlord that the file excludes: the federation reads it in its lists of organisations,
like any other, and nothing ties it to a household there.

In clear by design, hence no marks: what SQL narrows with (typologies, départements wanted, number of persons), and the
facts that moves of requests count (children under 18, code of the département of origin). A visitor who asks for the
address of a household finds it again in the address of the sign-in page.
"""

TABLE = """
# The household whose request is transmitted
code                     cw,am           =               -
adults                   cw              cw,ag,bm        -
children_0_2             cw              cw,ag,bm        -
children_3_5             cw              cw,ag,bm        -
children_6_10            cw              cw,ag,bm        -
children_11_17           cw              cw,ag,bm        -
children_18_plus         cw              cw,ag,bm        -
situation                cw              =               -
origin                   cw              =               -
household_id             cw,am           =               address,header:cw,header:vis,statements,dump,vault
household_key            -               -               -
need_ref                 -               -               statements,dump
note                     cw,fed          =               statements,dump
reference                cw,fed          cw,fed,ag,bm,api statements,dump
resources                cw              =               -
rfr                      cw              =               -
housing_aid              cw              =               -
fixed_costs              cw              =               -
file_mark                cw              =               -
danger                   cw              =               -
kept_away                cw,fed          =               statements,dump
proof                    cw              =               -
proof_date               cw              =               -
visited_place            cw              =               -
nur                      cw              cw,ag           -
zone_point               cw              =               -
zone_commune             cw              =               -
check_why                cw              =               -
need_wanted              cw              =               -
need_refused             cw              =               -
drafted                  cw              =               -
drafted_new              cw              =               -
landlords_word           -               cw,ag,bm        -
federations_word         -               cw,fed          -
# The one that waits
waiting_code             cw,am           =               -
waiting_adults           cw              =               -
waiting_situation        cw              =               -
waiting_origin           cw              =               -
waiting_household_id     cw,am           =               address,header:cw,header:vis,statements,dump,vault
waiting_household_key    -               -               -
waiting_need_ref         -               -               statements,dump
waiting_note             cw,fed          =               statements,dump
waiting_reference        cw,fed          =               statements,dump
# That of another association
other_code               ocw             =               -
other_adults             ocw             =               -
other_situation          ocw             =               -
other_origin             ocw             =               -
# The waiting one's need, put to two landlords; what one keeps for it; what was done by phone
need_reference           fed             =               statements,dump
card_reference           cw,ag,bm        =               statements,dump
other_card_reference     cw,oag          =               statements,dump
kept_reference           ag,bm,api       =               statements,dump
kept_residence           ag,bm,api       =               statements,dump
rehousing_reference      am,ag,bm        =               statements,dump
# Places of her searches
wanted                   cw              =               -
refused                  cw              =               -
work                     cw              =               -
school                   cw              =               -
away_point               cw              =               -
away_commune             cw              =               -
away_list                cw              =               -
suggested                cw              =               -
typed_wrong              cw              =               -
# The dwelling
dwelling_reference       ag,bm,api       =               statements,dump
residence                cw,ag,bm,api    =               statements,dump
address                  cw,ag,bm,api    =               statements,dump
door                     cw,ag,bm,api    =               statements,dump
latitude                 cw,api          =               statements,dump
longitude                cw,api          =               statements,dump
visit_contact            ag,bm,api       =               statements,dump
visit_slots              ag,bm,api       =               statements,dump
photo                    cw,ag,bm        =               files
photo_comment            -               -               -
photo_name               -               -               -
draft_reference          ag,bm,api       =               statements,dump
draft_residence          ag,bm,api       =               statements,dump
draft_address            ag,bm,api       =               statements,dump
draft_door               ag,bm,api       =               statements,dump
draft_quarter            ag,bm,api       =               statements,dump
# Of a convention: what organisations type
commitment_source        fed,coo,bm,api  =               statements,dump
document_title           fed,coo         =               statements,dump
figure_source            fed,coo         =               statements,dump
committee_agenda         fed,coo         =               statements,dump
committee_minutes        fed,coo         =               statements,dump
action_title             fed,coo,par     =               statements,dump
action_note              fed,coo,par     =               statements,dump
chase_text               fed,coo         =               statements,dump
site_name                fed,coo,bm      =               statements,dump
# A list sent and not written, software linked
listed                   ag,bm           =               statements
listed_address           ag,bm           =               -
client_secret            bm              =               -
token                    api             =               -
# People
work_phone               cw              cw,ag,bm        statements,dump
her_email                cw,am           =               mail,statements,dump
her_name                 cw,am           cw,am,ag,bm     statements,dump
invitation_secret        -               -               mail,address:cw
password                 -               -               -
wrong_password           -               -               -
new_password             -               -               -
totp_secret              cw              =               sessions,valkey
recovery_code            cw              =               -
session_key              -               -               header:cw,valkey,statements,dump,sessions
session_mark             -               -               valkey,sessions
idle_token               -               -               valkey,sessions
# Of the platform
keyring                  -               -               -
secret_key               -               -               -
"""
BEFORE, AFTER = "before", "after"


def readers() -> dict[str, dict[str, frozenset[str]]]:
    """mark -> BEFORE, AFTER and "elsewhere" -> who, or where. Raises ValueError at a row that lacks a cell."""
    read = {}
    for line in TABLE.splitlines():
        if not line or line.startswith("#"):
            continue
        name, before, after, elsewhere = line.split()
        if name in read:
            raise ValueError(f"{name} has two rows")
        after = before if after == "=" else after
        read[name] = {
            key: frozenset(() if cell == "-" else cell.split(","))
            for key, cell in ((BEFORE, before), (AFTER, after), ("elsewhere", elsewhere))
        }
    return read
