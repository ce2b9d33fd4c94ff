using System.Security.Cryptography;
using System.Text;

namespace Idempotent.Redis.Scripts;

/// <summary>A Lua script, called by its hash. Redis runs nothing else while it runs one, so that each is one atomic step; its time stands still meanwhile.</summary>
internal sealed class Script
{
    /// <summary>What scripts share. Offsets are those of <see cref="RecordBytes"/>, plus one.</summary>
    private const string Common = """
        local never = 253402300799999999

        local function time()
          local t = redis.call('TIME')
          return t[1] * 1000000 + t[2]
        end

        local function after(now, duration)
          return math.min(now + duration, never)
        end

        -- Redis itself forgets a record once it has expired, and not before its fencing token is in the past: the next one is greater then.
        local function write(key, record, now, expires, fencing)
          if expires >= never then
            redis.call('SET', key, record)
          else
            redis.call('SET', key, record, 'PX', string.format('%.0f', math.max(1, math.ceil((math.max(expires, fencing) - now) / 1000))))
          end
        end

        local function wake(key)
          redis.call('PUBLISH', key, '')
        end


        """;

    /// <param name="body">What it does.</param>
    /// <param name="isOwners">Whether it is what an owner writes about its own run.</param>
    public Script(string body, bool isOwners = false)
    {
        IsOwners = isOwners;
        Text = Common.ReplaceLineEndings("\n") + body.ReplaceLineEndings("\n");
#pragma warning disable CA5350 // Redis names scripts by their SHA-1.
        Hash = SHA1.HashData(Encoding.UTF8.GetBytes(Text));
#pragma warning restore CA5350
    }

    /// <summary>Whether it is what an owner writes about its own run.</summary>
    public bool IsOwners { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>The name that Redis gives it.</summary>
    public byte[] Hash { get; }
}
