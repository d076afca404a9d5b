using CostGuard.Core.Configuration;
using CostGuard.Core.Subscriptions;
using Xunit;

namespace CostGuard.Unit.Core.Subscriptions;

public sealed class MailPreferencesTests
{
    private const string Li = "li@acme.test";

    private static readonly ReaderPreferences File = new()
    {
        Address = Li,
        Weekly = DigestPace.Monthly,
        Finance = false,
        Quiet = new QuietHours(new TimeOnly(20, 0), new TimeOnly(7, 0), Weekends: true),
        TimeZone = "Europe/Berlin",
    };

    private static DateTimeOffset At(int day, int hour, int minute = 0) => new(2026, 11, day, hour, minute, 0, TimeSpan.Zero);

    private static MailPreferences Preferences(params SubscriptionChoice[] choices) => new([File], choices);

    private static SubscriptionChoice Chose(string mail, string choice) => new("LI@acme.test", mail, choice, "li", At(1, 0));

    [Fact]
    public void Wants_Monthly_TheFirstThatGoesOutInAMonth()
    {
        // Mondays of November 2026: 2, 9, 16, 23, 30. That of the 2nd is withheld, the one of the 9th goes out.
        DateTimeOffset? last = At(2, 6).AddMonths(-1);
        var wanted = new List<int>();
        foreach (int day in new[] { 9, 16, 23, 30 })
        {
            if (!Preferences().Wants(Li, SubscribedMail.Weekly, At(day, 6), "UTC", last)) continue;
            wanted.Add(day);
            last = At(day, 6);
        }

        Assert.Equal([9], wanted);
        Assert.True(Preferences().Wants(Li, SubscribedMail.Weekly, At(30, 6).AddDays(7), "UTC", last));
    }

    [Fact]
    public void Wants_WhatWasChosenSince_IsStrongerThanTheFile()
    {
        Assert.False(Preferences().Wants(Li, SubscribedMail.Finance, At(16, 6), "UTC"));
        Assert.True(Preferences(Chose(SubscribedMail.Finance, "always")).Wants(Li, SubscribedMail.Finance, At(16, 6), "UTC"));
        Assert.False(Preferences(Chose(SubscribedMail.Weekly, "never")).Wants(Li, SubscribedMail.Weekly, At(2, 6), "UTC"));
        Assert.True(Preferences(Chose(SubscribedMail.Weekly, "always")).Wants(Li, SubscribedMail.Weekly, At(16, 6), "UTC"));
        Assert.True(Preferences(Chose(SubscribedMail.Weekly, "never")).Wants(Li, "budget-alert", At(16, 6), "UTC"));
    }

    // Berlin is an hour ahead of UTC in November: 20:00 there is 19:00, 07:00 is 06:00. 13 Nov is a Friday.
    [Theory]
    [InlineData(12, 18, 59, 0, 0)]
    [InlineData(12, 19, 0, 13, 6)]
    [InlineData(13, 5, 59, 13, 6)]
    [InlineData(13, 6, 0, 0, 0)]
    [InlineData(13, 21, 0, 16, 6)]
    [InlineData(14, 12, 0, 16, 6)]
    public void HeldUntil_NightAndWeekend_EndsInTheMorning(int day, int hour, int minute, int untilDay, int untilHour) =>
        Assert.Equal(untilDay == 0 ? null : At(untilDay, untilHour), Preferences().HeldUntil(Li, At(day, hour, minute), "UTC"));

    [Fact]
    public void Of_Nobody_GetsEverythingAtOnce()
    {
        ReaderPreferences sam = Preferences().Of("sam@acme.test");
        Assert.Equal((DigestPace.Weekly, true, true, false), (sam.Weekly, sam.Finance, sam.Attachments, sam.PlainText));
        Assert.Null(Preferences().HeldUntil("sam@acme.test", At(14, 12), "UTC"));
    }
}
