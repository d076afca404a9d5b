using System.Security.Cryptography;
using CostGuard.Core.Subscriptions;
using Xunit;

namespace CostGuard.Unit.Core.Subscriptions;

public sealed class UnsubscribeTokenTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void TryRead_OwnToken_GivesAddressAndMail()
    {
        string token = UnsubscribeToken.Of(Key, "Li.Wei+cost@Acme.test", SubscribedMail.Weekly);

        Assert.True(UnsubscribeToken.TryRead(Key, token, out string? address, out string? mail));
        Assert.Equal(("li.wei+cost@acme.test", "weekly-team"), (address, mail));
        Assert.Matches("^[A-Za-z0-9_.-]+$", token);
    }

    [Fact]
    public void TryRead_ChangedOrForeign_IsRefused()
    {
        string token = UnsubscribeToken.Of(Key, "li@acme.test", SubscribedMail.Weekly), other = UnsubscribeToken.Of(Key, "sam@acme.test", SubscribedMail.Weekly);
        string mixed = $"{other.Split('.')[0]}.{token.Split('.')[1]}";

        Assert.All((string[])[mixed, "", ".", "a.b", token[..^1], token + "A", new string('A', 5000)], each => Assert.False(UnsubscribeToken.TryRead(Key, each, out _, out _)));
        Assert.False(UnsubscribeToken.TryRead(RandomNumberGenerator.GetBytes(32), token, out _, out _));
        Assert.False(UnsubscribeToken.TryRead(Key, UnsubscribeToken.Of(Key, "li@acme.test", "budget-alert"), out _, out _));
    }
}
