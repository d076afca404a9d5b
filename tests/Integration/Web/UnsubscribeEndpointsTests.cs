using System.Net;
using CostGuard.Core.Ports;
using CostGuard.Core.Subscriptions;
using CostGuard.Web;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Integration.Web;

public sealed class UnsubscribeEndpointsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_ChangesNothing_PostDoes()
    {
        var store = new Memory();
        await using var web = new WebServer(new Fresh(), new FakeTimeProvider(), TimeSpan.FromHours(72), subscriptions: store);
        string address = await web.StartAsync("http://127.0.0.1:0", Token);
        using var client = new HttpClient();
        var link = new Uri($"{address}/unsubscribe/{UnsubscribeToken.Of(store.Key, "li@acme.test", SubscribedMail.Weekly)}");

        using HttpResponseMessage shown = await client.GetAsync(link, Token);
        string page = await shown.Content.ReadAsStringAsync(Token);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains("<button name=\"choice\" value=\"never\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.True(shown.Headers.CacheControl!.NoStore);
        Assert.Empty(store.Choices);

        // What a mail program sends by RFC 8058, twice.
        for (int i = 0; i < 2; i++)
        {
            using var body = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
            using HttpResponseMessage done = await client.PostAsync(link, body, Token);
            Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        }

        Assert.Equal(("li@acme.test", "weekly-team", "never"), Said(store));
        using var monthly = new FormUrlEncodedContent([KeyValuePair.Create("choice", "monthly")]);
        using HttpResponseMessage changed = await client.PostAsync(link, monthly, Token);
        Assert.Equal(("li@acme.test", "weekly-team", "monthly"), Said(store));
    }

    [Fact]
    public async Task Post_ForeignTokenOrWord_IsRefused()
    {
        var store = new Memory();
        await using var web = new WebServer(new Fresh(), new FakeTimeProvider(), TimeSpan.FromHours(72), subscriptions: store);
        string address = await web.StartAsync("http://127.0.0.1:0", Token);
        using var client = new HttpClient();
        string foreign = UnsubscribeToken.Of(new byte[32], "li@acme.test", SubscribedMail.Weekly), own = UnsubscribeToken.Of(store.Key, "li@acme.test", SubscribedMail.Weekly);

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(foreign, "never"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("%2e%2e", "never"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(own, "daily"));
        Assert.Empty(store.Choices);

        async Task<HttpStatusCode> PostAsync(string token, string choice)
        {
            using var body = new FormUrlEncodedContent([KeyValuePair.Create("choice", choice)]);
            using HttpResponseMessage answer = await client.PostAsync(new Uri($"{address}/unsubscribe/{token}"), body, Token);
            return answer.StatusCode;
        }
    }

    private static (string Address, string Mail, string Choice) Said(Memory store)
    {
        SubscriptionChoice choice = Assert.Single(store.Choices).Value;
        return (choice.Address, choice.Mail, choice.Choice);
    }

    private sealed class Memory : ISubscriptionStore
    {
        public byte[] Key { get; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

        public Dictionary<(string, string), SubscriptionChoice> Choices { get; } = [];

        public Task<IReadOnlyList<SubscriptionChoice>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SubscriptionChoice>>([.. Choices.Values]);

        public Task<bool> SaveAsync(SubscriptionChoice choice, CancellationToken cancellationToken)
        {
            Choices[(choice.Address, choice.Mail)] = choice;
            return Task.FromResult(true);
        }

        public Task<byte[]> KeyAsync(CancellationToken cancellationToken) => Task.FromResult(Key);
    }

    private sealed class Fresh : IDataFreshness
    {
        public Task<TimeSpan?> AgeAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult<TimeSpan?>(TimeSpan.Zero);
    }
}
