"""Which of our forms stand in for those of allauth."""

_OURS = "couples.account_forms"

ACCOUNT_FORMS = {
    "signup": "couples.signup.SignupForm",
    "login": f"{_OURS}.LoginForm",
    "add_email": f"{_OURS}.AddEmailForm",
    "change_password": f"{_OURS}.ChangePasswordForm",
    "set_password": f"{_OURS}.SetPasswordForm",
    "reset_password": f"{_OURS}.ResetPasswordForm",
    "reset_password_from_key": f"{_OURS}.ResetPasswordKeyForm",
    "reauthenticate": f"{_OURS}.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": f"{_OURS}.CodeForm",
    "reauthenticate": f"{_OURS}.CodeAgainForm",
    "activate_totp": f"{_OURS}.FirstCodeForm",
    "authenticate_webauthn": f"{_OURS}.PasskeyAfterPasswordForm",
    "login_webauthn": f"{_OURS}.PasskeyLoginForm",
    "reauthenticate_webauthn": f"{_OURS}.PasskeyAgainForm",
    "add_webauthn": f"{_OURS}.FirstPasskeyForm",
}
