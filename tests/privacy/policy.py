"""Who gets what from every address of the site: the policy, cell by cell.

A line for each address, by its name (by its path, where it has none); in its gaps stands what is alice’s
and bob’s. Three blocks: GET, POST of an empty form, and DELETE, which nobody offers. In a block stand
ten answers, in the order of ROLES. HEAD is answered as GET; any other method is 405 everywhere.

    +  200 the page        .  404 nothing there, or not theirs to see
    >  302 somewhere else  x  405 nobody asks for it in this way
    o  204 done, no page   -  403 theirs to see, not theirs to do
    !  400 the form says too little

A new address is a new line. What a person may not see is 404.
"""

ROLES = (
    "anonymous",
    "A",  # alice
    "B",  # bob, her partner
    "former",  # carol, her partner before
    "stranger",  # mallory, of another couple
    "agreed",  # tess, whom both let see everything
    "withdrawn",  # tess, since bob has withdrawn
    "others",  # tom, a therapist of others
    "editor",
    "operator",
)
METHODS = ("GET", "POST", "DELETE")
ANSWERS = {"+": 200, ">": 302, ".": 404, "x": 405, "-": 403, "o": 204, "!": 400}

TABLE = """
                                                  | AB fs awo eo  | AB fs awo eo  | AB fs awo eo

# Open to everybody. A link that invites opens whoever holds it.
checkins:today                                    > ++ ++ >>> >>  x xx xx xxx xx  x xx xx xxx xx
couples:welcome                                   + ++ ++ +++ ++  x xx xx xxx xx  x xx xx xxx xx
couples:leave                                     > >> >> >>> >>  > >> >> >>> >>  x xx xx xxx xx
couples:support                                   + ++ ++ +++ ++  x xx xx xxx xx  x xx xx xxx xx
couples:join                                      + ++ ++ +++ ++  > >> >+ +++ ++  x xx xx xxx xx
health                                            + ++ ++ +++ ++  x xx xx xxx xx  x xx xx xxx xx

# Every partner’s own: what stands on them is theirs, so there is nothing foreign to ask for. Alice’s own
# words are locked: where they stand, she is led to the lock.
checkins:check_in                                 > >> ++ ... ..  > ++ ++ ... ..  > xx xx ... ..
checkins:check_in_yesterday                       > ++ ++ ... ..  > ++ ++ ... ..  > xx xx ... ..
checkins:draft                                    > xx xx ... ..  > !! !! ... ..  > xx xx ... ..
checkins:history                                  > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
checkins:remove_draft                             > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
checkins:month                                    > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
checkins:week                                     > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
checkins:week_until                               > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
checkins:moments                                  > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
checkins:rhythm                                   > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
checkins:propose                                  > ++ >+ ... ..  > ++ >+ ... ..  > xx xx ... ..
care:milestones                                   > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
couples:us                                        > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
couples:invitation                                > >> +> ... ..  > >> >> ... ..  > xx xx ... ..
couples:renew                                     > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
couples:withdraw                                  > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
couples:pause                                     > ++ ++ ... ..  > ++ ++ ... ..  > xx xx ... ..
couples:resume                                    > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
couples:part                                      > ++ >+ ... ..  > >> >> ... ..  > xx xx ... ..
couples:therapist                                 > ++ ++ ... ..  > ++ ++ ... ..  > xx xx ... ..
couples:end_therapist                             > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
couples:agreement                                 > ++ >+ ... ..  > ++ >+ ... ..  > xx xx ... ..
couples:withdraw_agreement                        > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
couples:decisions                                 > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
exercises:browse                                  > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
exercises:lessons                                 > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
exercises:find                                    > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
exercises:own                                     > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
exercises:exercise                                > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
exercises:start                                   > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
exercises:start_again                             > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
exercises:add_favourite                           > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
exercises:remove_favourite                        > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
journaling:home                                   > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
journaling:prompts                                > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
journaling:begin                                  > >> >> ... ..  > xx xx ... ..  > xx xx ... ..
journaling:new                                    > ++ ++ ... ..  > >> >> ... ..  > xx xx ... ..
journaling:keep_new                               > xx xx ... ..  > !! !! ... ..  > xx xx ... ..
journaling:theirs                                 > >+ ++ ... ..  > xx xx ... ..  > xx xx ... ..
exercises:put_together                            > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
exercises:take_out                                > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
listening:home                                    > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
listening:invite                                  > ++ >+ ... ..  > ++ >+ ... ..  > xx xx ... ..
mending:home                                      > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
mending:begin                                     > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
mending:repair                                    > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
mending:send_attempt                              > xx xx ... ..  > ++ ++ ... ..  > xx xx ... ..
mending:liked                                     > ++ >+ ... ..  > ++ >+ ... ..  > xx xx ... ..
cycle:home                                        > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
cycle:mine                                        > >+ ++ ... ..  > xx xx ... ..  > xx xx ... ..
cycle:write                                       > >+ ++ ... ..  > ++ ++ ... ..  > xx xx ... ..
cycle:keep                                        > xx xx ... ..  > !! !! ... ..  > xx xx ... ..
cycle:forget                                      > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
cycle:shared                                      > >+ >+ ... ..  > xx xx ... ..  > xx xx ... ..
cycle:name                                        > ++ >+ ... ..  > ++ >+ ... ..  > xx xx ... ..
cycle:exits                                       > ++ >+ ... ..  > ++ >+ ... ..  > xx xx ... ..
goals:home                                        > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
goals:write                                       > >+ ++ ... ..  > ++ ++ ... ..  > xx xx ... ..
goals:keep                                        > xx xx ... ..  > !! !! ... ..  > xx xx ... ..
goals:forget                                      > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
cues:home                                         > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
cues:new                                          > ++ >+ ... ..  > ++ >+ ... ..  > xx xx ... ..
reminders:settings                                > ++ ++ ... ..  > ++ ++ ... ..  > xx xx ... ..
couples:journal                                   > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
couples:lock_journal                              > ++ ++ ... ..  > ++ ++ ... ..  > xx xx ... ..
couples:change_pin                                > ++ ++ ... ..  > ++ ++ ... ..  > xx xx ... ..
couples:open_journal                              > +> >> ... ..  > +> >> ... ..  > xx xx ... ..
couples:close_journal                             > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
couples:unlock_journal                            > ++ ++ ... ..  > ++ ++ ... ..  > xx xx ... ..
couples:forget_pin                                > ++ ++ ... ..  > >> >> ... ..  > xx xx ... ..
couples:remember_pin                              > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
couples:yourself                                  > ++ ++ ... ..  > >> >> ... ..  > xx xx ... ..

# What is alice’s and bob’s together.
checkins:day                                      > ++ .. ... ..  > xx xx ... ..  > xx xx ... ..
checkins:moment                                   > ++ .. ... ..  > xx xx ... ..  > xx xx ... ..
checkins:go_on                                    > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
checkins:mark                                     > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
checkins:take_out                                 > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
checkins:move                                     > >> .. ... ..  > ++ .. ... ..  > xx xx ... ..
checkins:live_moment                              > oo .. ... ..  > xx xx ... ..  > xx xx ... ..
checkins:answer                                   > ++ .. ... ..  > ++ .. ... ..  > xx xx ... ..
checkins:accept                                   > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
checkins:withdraw                                 > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
checkins:end                                      > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
listening:session                                 > ++ .. ... ..  > xx xx ... ..  > xx xx ... ..
listening:step                                    > xx xx ... ..  > ++ .. ... ..  > xx xx ... ..
listening:draft                                   > xx xx ... ..  > !! .. ... ..  > xx xx ... ..
listening:forget                                  > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
listening:share                                   > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
listening:live_session                            > oo .. ... ..  > xx xx ... ..  > xx xx ... ..
goals:goal                                        > ++ .. ... ..  > xx xx ... ..  > xx xx ... ..
goals:change                                      > ++ .. ... ..  > ++ .. ... ..  > xx xx ... ..
goals:keep_change                                 > xx xx ... ..  > oo .. ... ..  > xx xx ... ..
goals:sign                                        > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
goals:rate                                        > xx xx ... ..  > >+ .. ... ..  > xx xx ... ..
goals:rest                                        > ++ .. ... ..  > >> .. ... ..  > xx xx ... ..
# Alice’s cue, which bob has signed. What is not there leads everybody back to their own.
cues:change                                       > +> >> ... ..  > +> >> ... ..  > xx xx ... ..
cues:sign                                         > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
cues:let_rest                                     > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
cues:take_back                                    > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
cues:retire                                       > ++ >> ... ..  > >> >> ... ..  > xx xx ... ..

# What is alice’s alone.
exercises:look_back                               > >. .. ... ..  > xx xx ... ..  > xx xx ... ..
exercises:step                                    > >. .. ... ..  > >. .. ... ..  > xx xx ... ..
exercises:keep                                    > xx xx ... ..  > o. .. ... ..  > xx xx ... ..
exercises:done                                    > +. .. ... ..  > xx xx ... ..  > xx xx ... ..
exercises:found                                   > +. .. ... ..  > xx xx ... ..  > xx xx ... ..
journaling:entry                                  > >. .. ... ..  > xx xx ... ..  > xx xx ... ..
journaling:write                                  > >. .. ... ..  > +. .. ... ..  > xx xx ... ..
journaling:keep                                   > xx xx ... ..  > !. .. ... ..  > xx xx ... ..
journaling:share                                  > >. .. ... ..  > >. .. ... ..  > xx xx ... ..
journaling:take_back                              > xx xx ... ..  > >. .. ... ..  > xx xx ... ..
journaling:remove                                 > xx xx ... ..  > >. .. ... ..  > xx xx ... ..
cycle:moment                                      > >. .. ... ..  > xx xx ... ..  > xx xx ... ..
cycle:change                                      > >. .. ... ..  > +. .. ... ..  > xx xx ... ..
cycle:keep_change                                 > xx xx ... ..  > o. .. ... ..  > xx xx ... ..
cycle:share                                       > xx xx ... ..  > >. .. ... ..  > xx xx ... ..
cycle:unshare                                     > xx xx ... ..  > >. .. ... ..  > xx xx ... ..
cycle:remove                                      > xx xx ... ..  > >. .. ... ..  > xx xx ... ..
cycle:remove_exit                                 > xx xx ... ..  > >. .. ... ..  > xx xx ... ..
mending:rehearsal                                 > >. .. ... ..  > xx xx ... ..  > xx xx ... ..
mending:part                                      > >. .. ... ..  > >. .. ... ..  > xx xx ... ..
mending:keep                                      > xx xx ... ..  > o. .. ... ..  > xx xx ... ..
mending:rest                                      > xx xx ... ..  > >. .. ... ..  > xx xx ... ..
mending:send                                      > >. .. ... ..  > >. .. ... ..  > xx xx ... ..
mending:say                                       > xx xx ... ..  > >. .. ... ..  > xx xx ... ..
mending:throw_away                                > xx xx ... ..  > >. .. ... ..  > xx xx ... ..
mending:sent                                      > +. .. ... ..  > xx xx ... ..  > xx xx ... ..
mending:take_back                                 > xx xx ... ..  > >. .. ... ..  > xx xx ... ..

# What alice sent to bob, on his side. She is led to her lock before anything is looked for.
journaling:their_page                             > >+ .. ... ..  > xx xx ... ..  > xx xx ... ..
mending:received                                  > >+ .. ... ..  > xx xx ... ..  > xx xx ... ..
mending:note                                      > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
mending:tell                                      > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
mending:put_away                                  > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
mending:attempt                                   > >+ .. ... ..  > xx xx ... ..  > xx xx ... ..
mending:note_attempt                              > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
mending:put_away_attempt                          > xx xx ... ..  > >> .. ... ..  > xx xx ... ..
mending:take_back_attempt                         > xx xx ... ..  > >. .. ... ..  > xx xx ... ..

# Of closeness: whoever has not begun, and whoever rests, as alice and bob do here, is led to its first page.
# To go back on one’s own pace nobody needs to be awake.
closeness:home                                    > ++ ++ ... ..  > xx xx ... ..  > xx xx ... ..
closeness:begin                                   > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:rest                                    > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:cards                                   > >> >> ... ..  > >> >> ... ..  > xx xx ... ..
closeness:keep                                    > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:together                                > >> >> ... ..  > xx xx ... ..  > xx xx ... ..
closeness:ideas                                   > >> >> ... ..  > >> >> ... ..  > xx xx ... ..
closeness:pace                                    > >+ >> ... ..  > xx xx ... ..  > xx xx ... ..
closeness:further                                 > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:back                                    > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:line                                    > xx xx ... ..  > >+ >> ... ..  > xx xx ... ..
closeness:take_all_back                           > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:level                                   > >> >> ... ..  > >> >> ... ..  > xx xx ... ..
closeness:close_level                             > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:agree                                   > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:did                                     > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:smaller                                 > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:not_this_week                           > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:take_back                               > xx xx ... ..  > >> >> ... ..  > xx xx ... ..
closeness:how                                     > >> >> ... ..  > >> >> ... ..  > xx xx ... ..
closeness:remove_idea                             > xx xx ... ..  > >> >> ... ..  > xx xx ... ..

# A therapist’s own, and what both let one see.
care:caseload                                     > .. .. +++ ..  > .. .. +++ ..  > .. .. xxx ..
care:told                                         > .. .. +++ ..  > .. .. xxx ..  > .. .. xxx ..
care:couple                                       > .. .. +.. ..  > .. .. xxx ..  > .. .. xxx ..
care:add_milestone                                > .. .. xxx ..  > .. .. +.. ..  > .. .. xxx ..
care:remove_milestone                             > .. .. xxx ..  > .. .. >.. ..  > .. .. xxx ..
care:unmark_milestone                             > .. .. xxx ..  > .. .. >.. ..  > .. .. xxx ..
care:propose_hold                                 > .. .. xxx ..  > .. .. +.. ..  > .. .. xxx ..
care:lift_hold                                    > .. .. xxx ..  > .. .. >.. ..  > .. .. xxx ..
care:mark_milestone                               > .. .. xxx ..  > .. .. +.. ..  > .. .. xxx ..
couples:invite                                    > .. .. +++ ..  > .. .. >>> ..  > .. .. xxx ..
couples:withdraw_client_link                      > .. .. xxx ..  > .. .. >>. ..  > .. .. xxx ..

# Everybody’s account. Keys are alice’s.
couples:settings                                  > ++ ++ +++ ++  > ++ ++ +++ ++  > xx xx xxx xx
couples:devices                                   > ++ ++ +++ ++  > xx xx xxx xx  > xx xx xxx xx
couples:end_device                                > xx xx xxx xx  > >> >> >>> >>  > xx xx xxx xx
couples:end_other_devices                         > xx xx xxx xx  > >> >> >>> >>  > xx xx xxx xx
couples:looks                                     > ++ ++ +++ ++  > xx xx xxx xx  > xx xx xxx xx
leaving:copy                                      > ++ ++ +++ ++  > xx xx xxx xx  > xx xx xxx xx
leaving:ask_for_copy                              > xx xx xxx xx  > >> >> >>> >>  > xx xx xxx xx
leaving:fetch_copy                                > >. .. ... ..  > xx xx xxx xx  > xx xx xxx xx
leaving:remove_copy                               > xx xx xxx xx  > >> >> >>> >>  > xx xx xxx xx
leaving:account                                   > ++ ++ +++ ++  > xx xx xxx xx  > xx xx xxx xx
leaving:close                                     > xx xx xxx xx  > >> >> >>> >>  > xx xx xxx xx
leaving:keep                                      > xx xx xxx xx  > >> >> >>> >>  > xx xx xxx xx
account_change_password                           > ++ ++ +++ ++  > ++ ++ +++ ++  > xx xx xxx xx
account_confirm_email                             + ++ ++ +++ ++  . .. .. ... ..  x xx xx xxx xx
account_confirm_login_code                        > >> >> >>> >>  > >> >> >>> >>  > >> >> >>> >>
account_email                                     > ++ ++ +++ ++  > >> >> >>> >>  > xx xx xxx xx
account_email_verification_sent                   + ++ ++ +++ ++  x xx xx xxx xx  x xx xx xxx xx
account_inactive                                  + ++ ++ +++ ++  x xx xx xxx xx  x xx xx xxx xx
account_login                                     + >> >> >>> >>  + >> >> >>> >>  x >> >> >>> >>
account_logout                                    > ++ ++ +++ ++  > >> >> >>> >>  x xx xx xxx xx
account_reauthenticate                            > ++ ++ +++ ++  > ++ ++ +++ ++  > xx xx xxx xx
account_reset_password                            + ++ ++ +++ ++  + ++ ++ +++ ++  x xx xx xxx xx
account_reset_password_done                       + ++ ++ +++ ++  x xx xx xxx xx  x xx xx xxx xx
account_reset_password_from_key                   + ++ ++ +++ ++  + ++ ++ +++ ++  + ++ ++ +++ ++
account_reset_password_from_key_done              + ++ ++ +++ ++  x xx xx xxx xx  x xx xx xxx xx
account_set_password                              > >> >> >>> >>  > >> >> >>> >>  > >> >> >>> >>
account_signup                                    + >> >> >>> >>  + >> >> >>> >>  x >> >> >>> >>
mfa_activate_totp                                 > >+ ++ +++ ++  > >+ ++ +++ ++  > >x xx xxx xx
mfa_add_webauthn                                  > ++ ++ +++ ++  > ++ ++ +++ ++  > xx xx xxx xx
mfa_authenticate                                  > >> >> >>> >>  > >> >> >>> >>  > >> >> >>> >>
mfa_deactivate_totp                               > +. .. ... ..  > >. .. ... ..  > x. .. ... ..
mfa_download_recovery_codes                       > .. .. ... ..  > .. .. ... ..  > .. .. ... ..
mfa_edit_webauthn                                 > +. .. ... ..  > +. .. ... ..  > xx xx xxx xx
mfa_generate_recovery_codes                       > ++ ++ +++ ++  > >+ ++ +++ ++  > xx xx xxx xx
mfa_index                                         > ++ ++ +++ ++  > xx xx xxx xx  > xx xx xxx xx
mfa_list_webauthn                                 > ++ ++ +++ ++  > xx xx xxx xx  > xx xx xxx xx
mfa_login_webauthn                                > >> >> >>> >>  > >> >> >>> >>  x >> >> >>> >>
mfa_reauthenticate                                > +> >> >>> >>  > +> >> >>> >>  > x> >> >>> >>
mfa_reauthenticate_webauthn                       > +> >> >>> >>  > >> >> >>> >>  > x> >> >>> >>
mfa_remove_webauthn                               > +. .. ... ..  > >. .. ... ..  > >. .. ... ..
mfa_view_recovery_codes                           > .. .. ... ..  > xx xx xxx xx  > xx xx xxx xx

# The door of the admin.
admin:index                                       > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:app_list                                    > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:login                                       > .. .. ... >>  > .. .. ... >>  x xx xx xxx xx
admin:logout                                      > .. .. ... xx  > .. .. ... >>  > .. .. ... xx
admin:password_change                             > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin:password_change_done                        > .. .. ... ++  > .. .. ... xx  > .. .. ... xx
admin:jsi18n                                      > .. .. ... ++  > .. .. ... xx  > .. .. ... xx
admin:autocomplete                                > .. .. ... ..  > .. .. ... xx  > .. .. ... xx
admin:view_on_site                                > .. .. ... ..  > .. .. ... ..  > .. .. ... xx
admin/(?P<url>.*)$                                > .. .. ... ..  > .. .. ... ..  > .. .. ... xx

# Content, which editors keep. What has been published is shown, no longer changed.
admin:care_milestone_changelist                   > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:care_milestone_add                          > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:care_milestone_change                       > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:care_milestone_history                      > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:care_milestone_delete                       > .. .. ... -.  > .. .. ... -.  > .. .. ... xx
admin:checkins_need_changelist                    > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:checkins_need_add                           > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:checkins_need_change                        > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:checkins_need_history                       > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:checkins_need_delete                        > .. .. ... -.  > .. .. ... -.  > .. .. ... xx
admin:couples_helpline_changelist                 > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:couples_helpline_add                        > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:couples_helpline_change                     > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:couples_helpline_history                    > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:couples_helpline_delete                     > .. .. ... -.  > .. .. ... -.  > .. .. ... xx
admin:exercises_exercise_changelist               > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:exercises_exercise_add                      > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:exercises_exercise_change                   > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:exercises_exercise_history                  > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:exercises_exercise_delete                   > .. .. ... -.  > .. .. ... -.  > .. .. ... xx
admin:exercises_exerciseversion_changelist        > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:exercises_exerciseversion_add               > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:exercises_exerciseversion_change            > .. .. ... +.  > .. .. ... -.  > .. .. ... xx
admin:exercises_exerciseversion_history           > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:exercises_exerciseversion_delete            > .. .. ... -.  > .. .. ... -.  > .. .. ... xx
admin:exercises_preview                           > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:exercises_framed                            > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:exercises_changes                           > .. .. ... ..  > .. .. ... ..  > .. .. ... xx
admin:exercises_later                             > .. .. ... ..  > .. .. ... ..  > .. .. ... xx
admin:exercises_do                                > .. .. ... ..  > .. .. ... >.  > .. .. ... xx
admin:journaling_prompt_changelist                > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:journaling_prompt_add                       > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:journaling_prompt_change                    > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:journaling_prompt_history                   > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:journaling_prompt_delete                    > .. .. ... -.  > .. .. ... -.  > .. .. ... xx
admin:mending_phrase_changelist                   > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:mending_phrase_add                          > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:mending_phrase_change                       > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:mending_phrase_history                      > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:mending_phrase_delete                       > .. .. ... -.  > .. .. ... -.  > .. .. ... xx
admin:cues_cue_changelist                         > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:cycle_choice_changelist                     > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:cues_cue_add                                > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:cycle_choice_add                            > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:cues_cue_change                             > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:cycle_choice_change                         > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:cues_cue_history                            > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:cycle_choice_history                        > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:cues_cue_delete                             > .. .. ... -.  > .. .. ... -.  > .. .. ... xx
admin:cycle_choice_delete                         > .. .. ... -.  > .. .. ... -.  > .. .. ... xx
admin:closeness_option_changelist                 > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:closeness_option_add                        > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:closeness_option_change                     > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:closeness_option_history                    > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:closeness_option_delete                     > .. .. ... -.  > .. .. ... -.  > .. .. ... xx
admin:closeness_hidden_changelist                 > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:closeness_hidden_add                        > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:closeness_hidden_change                     > .. .. ... ++  > .. .. ... --  > .. .. ... xx
admin:closeness_hidden_history                    > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:closeness_hidden_delete                     > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:goals_idea_changelist                       > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:goals_idea_add                              > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:goals_idea_change                           > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:goals_idea_history                          > .. .. ... +.  > .. .. ... +.  > .. .. ... xx
admin:goals_idea_delete                           > .. .. ... -.  > .. .. ... -.  > .. .. ... xx

# Accounts, which operators open; edith is an editor who has every right.
admin:couples_user_changelist                     > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:couples_user_add                            > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:couples_user_change                         > .. .. ... ++  > .. .. ... >>  > .. .. ... xx
admin:couples_user_history                        > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:couples_user_delete                         > .. .. ... --  > .. .. ... --  > .. .. ... xx
admin:couples_practice_changelist                 > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:couples_practice_add                        > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:couples_practice_change                     > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:couples_practice_history                    > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:couples_practice_delete                     > .. .. ... --  > .. .. ... --  > .. .. ... xx
admin:couples_therapist_changelist                > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:couples_therapist_add                       > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:couples_therapist_change                    > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:couples_therapist_history                   > .. .. ... ++  > .. .. ... ++  > .. .. ... xx
admin:couples_therapist_delete                    > .. .. ... --  > .. .. ... --  > .. .. ... xx

# Only forwards, whoever asks, to a page above.
admin/care/milestone/<path:object_id>/            > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/checkins/need/<path:object_id>/             > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/couples/helpline/<path:object_id>/          > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/couples/practice/<path:object_id>/          > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/couples/therapist/<path:object_id>/         > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/couples/user/<path:object_id>/              > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/journaling/prompt/<path:object_id>/          > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/mending/phrase/<path:object_id>/            > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/cues/cue/<path:object_id>/                  > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/cycle/choice/<path:object_id>/              > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/closeness/option/<path:object_id>/          > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/closeness/hidden/<path:object_id>/          > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/goals/idea/<path:object_id>/                > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/exercises/exercise/<path:object_id>/        > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
admin/exercises/exerciseversion/<path:object_id>/ > .. .. ... >>  > .. .. ... >>  > .. .. ... xx
"""


def lines() -> dict[str, str]:
    """Address to its thirty answers."""
    rows = [line for line in TABLE.splitlines()[2:] if line and not line.startswith("#")]
    split = [(name, "".join(cells)) for name, *cells in map(str.split, rows)]
    assert len(dict(split)) == len(split), "An address stands in the table twice."
    return dict(split)


def expected(role: str) -> dict[tuple[str, str], int]:
    """(address, method) to the status that this role gets."""
    place = ROLES.index(role)
    return {
        (name, method): ANSWERS[cells[number * len(ROLES) + place]]
        for name, cells in lines().items()
        for number, method in enumerate(METHODS)
    }
