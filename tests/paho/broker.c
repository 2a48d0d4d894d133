/* The broker seen by the paho C client: QoS 2, retained messages, wills, shared subscriptions, resumed sessions.
 *   broker PORT VERSION USER CLIENT TOKEN OTHER_CLIENT OTHER_TOKEN          runs everything; exit code 0 when all of it is right
 *   broker PORT VERSION USER CLIENT TOKEN OTHER_CLIENT OTHER_TOKEN will     connects with a will and dies
 */
#include <MQTTClient.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *port, *user;
static int version;

static void fail(const char *what, int code) {
    fprintf(stderr, "FAILED: %s (%d)\n", what, code);
    exit(1);
}

static char *topic(char *place, const char *prefix, const char *name) {
    sprintf(place, "%sapp/%s/%s", prefix, user, name);
    return place;
}

static MQTTClient start(const char *id, const char *token, int clean, int with_will) {
    MQTTClient client;
    MQTTClient_createOptions create = MQTTClient_createOptions_initializer;
    MQTTClient_connectOptions options = version == MQTTVERSION_5
        ? (MQTTClient_connectOptions)MQTTClient_connectOptions_initializer5 : (MQTTClient_connectOptions)MQTTClient_connectOptions_initializer;
    MQTTClient_willOptions will = MQTTClient_willOptions_initializer;
    char address[64], will_topic[128];
    int code;

    sprintf(address, "tcp://127.0.0.1:%s", port);
    create.MQTTVersion = version;
    if ((code = MQTTClient_createWithOptions(&client, address, id, MQTTCLIENT_PERSISTENCE_NONE, NULL, &create)) != 0) fail("create", code);
    options.username = user;
    options.password = token;
    options.keepAliveInterval = 30;
    options.MQTTVersion = version;
    if (with_will) {
        will.topicName = topic(will_topic, "", "will");
        will.message = "gone";
        will.qos = 1;
        options.will = &will;
    }
    if (version == MQTTVERSION_5) {
        MQTTProperties properties = MQTTProperties_initializer;
        MQTTProperty expiry = { .identifier = MQTTPROPERTY_CODE_SESSION_EXPIRY_INTERVAL };
        options.cleanstart = clean;
        expiry.value.integer4 = clean ? 0 : 600;
        MQTTProperties_add(&properties, &expiry);
        MQTTResponse response = MQTTClient_connect5(client, &options, &properties, NULL);
        code = response.reasonCode;
        MQTTResponse_free(response);
    } else {
        options.cleansession = clean;
        code = MQTTClient_connect(client, &options);
    }
    if (code != 0) fail("connect", code);
    return client;
}

static void subscribe(MQTTClient client, const char *filter, int qos) {
    int code;
    if (version == MQTTVERSION_5) {
        MQTTResponse response = MQTTClient_subscribe5(client, filter, qos, NULL, NULL);
        code = (int)response.reasonCode == qos ? 0 : -1;
        MQTTResponse_free(response);
    } else {
        code = MQTTClient_subscribe(client, filter, qos);
    }
    if (code != 0) fail(filter, code);
}

static void publish(MQTTClient client, const char *to, const char *text, int qos, int retained) {
    MQTTClient_deliveryToken token;
    int code;
    if (version == MQTTVERSION_5) {
        MQTTResponse response = MQTTClient_publish5(client, to, (int)strlen(text), text, qos, retained, NULL, &token);
        code = response.reasonCode;
        MQTTResponse_free(response);
    } else {
        code = MQTTClient_publish(client, to, (int)strlen(text), text, qos, retained, &token);
    }
    if (code != 0 || (code = MQTTClient_waitForCompletion(client, token, 10000)) != 0) fail(to, code);
}

static void expect(MQTTClient client, const char *on, const char *text, int qos, int retained) {
    char *name = NULL;
    int length;
    MQTTClient_message *message = NULL;
    int code = MQTTClient_receive(client, &name, &length, &message, 10000);
    if ((code != MQTTCLIENT_SUCCESS && code != MQTTCLIENT_TOPICNAME_TRUNCATED) || message == NULL) fail(on, code);
    if (strcmp(name, on) != 0 || message->payloadlen != (int)strlen(text) || memcmp(message->payload, text, strlen(text)) != 0
        || message->qos != qos || message->retained != retained) {
        fprintf(stderr, "expected %s '%s' QoS %d, got %s '%.*s' QoS %d retained %d\n", on, text, qos, name,
            message->payloadlen, (char *)message->payload, message->qos, message->retained);
        exit(1);
    }
    MQTTClient_freeMessage(&message);
    MQTTClient_free(name);
}

static void stop(MQTTClient client) {
    int code = version == MQTTVERSION_5 ? MQTTClient_disconnect5(client, 5000, MQTTREASONCODE_SUCCESS, NULL) : MQTTClient_disconnect(client, 5000);
    if (code != 0) fail("disconnect", code);
    MQTTClient_destroy(&client);
}

int main(int count, char **values) {
    char place[128], other_place[1024], text[16];
    int i;
    MQTTClient one, two;
    if (count < 8) return 2;
    port = values[1];
    version = atoi(values[2]);
    user = values[3];

    if (count > 8) {
        start(values[4], values[5], 1, 1);
        _exit(0); /* The kernel closes the socket; nobody says goodbye. */
    }

    one = start(values[4], values[5], 0, 0);
    two = start(values[6], values[7], 1, 0);

    subscribe(one, topic(place, "", "two/+"), 2);
    for (i = 0; i < 20; i++) {
        sprintf(text, "%d", i);
        publish(two, topic(place, "", "two/a"), text, 2, 0);
    }
    for (i = 0; i < 20; i++) {
        sprintf(text, "%d", i);
        expect(one, topic(place, "", "two/a"), text, 2, 0);
    }

    publish(two, topic(place, "", "kept"), "kept", 1, 1);
    subscribe(one, topic(place, "", "kept"), 2);
    expect(one, place, "kept", 1, 1);

    stop(one);
    for (i = 0; i < 5; i++) {
        sprintf(text, "%d", i);
        publish(two, topic(place, "", "two/away"), text, 2, 0);
    }
    one = start(values[4], values[5], 0, 0);
    for (i = 0; i < 5; i++) {
        sprintf(text, "%d", i);
        expect(one, topic(place, "", "two/away"), text, 2, 0);
    }

    subscribe(one, topic(place, "$share/workers/", "jobs"), 1);
    subscribe(two, place, 1);
    publish(two, topic(other_place, "", "jobs"), "job", 1, 0);
    publish(two, other_place, "job", 1, 0);
    expect(one, other_place, "job", 1, 0);
    expect(two, other_place, "job", 1, 0);

    subscribe(one, topic(place, "", "will"), 2);
    sprintf(other_place, "'%s' %s %s %s %s %s %s %s will", values[0], port, values[2], user, values[6], values[7], values[6], values[7]);
    stop(two);
    if (system(other_place) != 0) fail("the dying client", 0);
    expect(one, topic(place, "", "will"), "gone", 1, 0);

    stop(one);
    puts("done");
    return 0;
}
