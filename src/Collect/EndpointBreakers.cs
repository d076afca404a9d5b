using System.Collections.Concurrent;
using System.Globalization;
using CostGuard.Core.Errors;

namespace CostGuard.Collect;

/// <summary>One breaker for each endpoint that is called, shared by all connections: a cloud that is down is not waited for by each of them.</summary>
internal sealed class EndpointBreakers(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, EndpointBreaker> _breakers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The breaker of an address: scheme, host and port count, the path does not.</summary>
    public EndpointBreaker Of(Uri endpoint) => _breakers.GetOrAdd(endpoint.GetLeftPart(UriPartial.Authority), name => new EndpointBreaker(name, clock));
}

/// <summary>
/// Ends calls to an endpoint before they are made once <see cref="FailuresMax"/> attempts in a row got no answer or a server error. After
/// <see cref="Break"/> one attempt is let through: an answer closes the breaker, anything else opens it again. Throttling is an answer: who throttles is
/// there, and says when to come back.
/// </summary>
/// <param name="endpoint">Its name in messages.</param>
/// <param name="clock">What the break is measured by.</param>
internal sealed class EndpointBreaker(string endpoint, TimeProvider clock)
{
    /// <summary>As many as the most patient call makes, so that none is cut short by its own attempts.</summary>
    public const int FailuresMax = Aws.AwsJsonConfig.AttemptsMax;

    /// <summary>How long nothing is called.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private int _failures;
    private string _why = "";
    private DateTimeOffset _closedUntil;

    /// <summary>Asked before each attempt.</summary>
    /// <exception cref="CostGuardException">Exit code 5: the endpoint is left alone for now.</exception>
    public void Enter()
    {
        lock (_lock)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (_failures < FailuresMax) return;
            if (now < _closedUntil)
            {
                throw new CostGuardException(5, CollectErrors.EndpointBroken.At(string.Create(
                    CultureInfo.InvariantCulture, $"{endpoint} was not called: its last {_failures} attempts failed ({_why}). It is tried again from {_closedUntil:HH:mm:ss} UTC.")));
            }

            // One attempt goes through. Whatever becomes of it, also nothing, the next one waits for a break of its own.
            _closedUntil = now + Break;
        }
    }

    /// <summary>The endpoint answered, be it a refusal or that it is called too often.</summary>
    public void Answered()
    {
        lock (_lock) _failures = 0;
    }

    /// <summary>There was no answer, or a server error.</summary>
    public void Failed(string why)
    {
        lock (_lock)
        {
            _failures++;
            _why = why;
            _closedUntil = clock.GetUtcNow() + Break;
        }
    }
}
