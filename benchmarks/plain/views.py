from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from benchmarks.plain.models import Entry


class EntryForm(forms.Form):
    on = forms.DateField()
    closeness = forms.IntegerField(min_value=0, max_value=10)
    safe = forms.ChoiceField(choices=[("yes", "yes"), ("mostly", "mostly")])
    appreciation = forms.CharField(widget=forms.Textarea, required=False)


@login_required
def write(request: HttpRequest) -> HttpResponse:
    form = EntryForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=400)
    Entry._default_manager.create(person_id=request.user.pk, **form.cleaned_data)
    return redirect("home")


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "plain/home.html")


def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")
